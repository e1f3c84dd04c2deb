import type { RouterDrop } from './underlay'

export const CLOUDS = ['bare-metal', 'aws', 'gcp', 'azure', 'openstack'] as const
export type Cloud = (typeof CLOUDS)[number]

export interface CloudProfile {
  readonly sourceCheck: boolean
  readonly drops: readonly RouterDrop[]
}

const IPIP = { protocol: 4 }

/**
 * What each network carries when nobody has configured anything. [FAULT-4]
 *
 * - AWS: an interface's source/destination check is on; the default security group passes all protocols between members.
 * - GCP: an instance may not forward (`canIpForward` false), and the default firewall passes TCP, UDP and ICMP only.
 * - Azure: IP forwarding is off on a NIC, and the network carries no protocol 4 at all.
 * - OpenStack: port security refuses addresses that are not the port's.
 *
 * Source: the clouds' pages in Calico's documentation (reference/public-cloud, getting-started/kubernetes/self-managed-…).
 */
export const CLOUD_PROFILES: Readonly<Record<Cloud, CloudProfile>> = {
  'bare-metal': { sourceCheck: false, drops: [] },
  aws: { sourceCheck: true, drops: [] },
  gcp: { sourceCheck: true, drops: [IPIP] },
  azure: { sourceCheck: true, drops: [IPIP] },
  openstack: { sourceCheck: true, drops: [] },
}
