import type { Fabric } from '../../engine/fabric/fabric'
import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import type { ResourceRef } from '../../engine/resource-ref'

/** Worst first. `error`: packets are lost; `warning`: some may be, or travel otherwise than meant; `notice`: it does not show yet. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const
export type Severity = (typeof SEVERITIES)[number]

export type FindingCode = keyof typeof QUESTIONS

/** A fact that the finding follows from: words `doctor.evidence.<code>`. */
export interface Evidence {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/** What puts it right: commands of the lab, and what one would type at the real thing, where that is one line. */
export interface Fix {
  /** Words `doctor.fix.<code>`. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  readonly commands: readonly Command[]
  readonly shell?: string
}

/** Something that is wrong with a lab. Its words: `doctor.finding.<code>`, with the parameters. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** Where it stands in the lab file. */
  readonly resource: ResourceRef
  readonly path?: readonly (string | number)[]
  /** What of the picture it is at: `node:…`, `subnet:…`, `router:…`, `pod:…`. */
  readonly element?: string
  readonly params: Readonly<Record<string, string | number>>
  readonly evidence: readonly Evidence[]
  readonly fix?: Fix
}

/** A finding before its fix has been tried: what else might put it right, if that does not. */
export interface Suspicion extends Finding {
  readonly otherwise?: readonly Fix[]
}

/** What a check looks at. */
export interface Patient {
  readonly document: LabDocument
  readonly cluster: Cluster
  readonly fabric: Fabric
}

export const evidence = (code: string, params: Evidence['params'] = {}): Evidence => ({ code, params })

const CALICO = 'https://github.com/projectcalico/calico/issues'
const DOCS = 'https://docs.tigera.io/calico/latest'

/** Where people have asked this: an issue, or the page of the manual that answers it. */
export const QUESTIONS = {
  'unknown-blocks': 'https://github.com/projectcalico/calicoctl/issues/716',
  'unequal-masks': `${CALICO}/7923`,
  'host-mask': `${CALICO}/2375`,
  'wrong-node-address': `${CALICO}/8607`,
  'duplicate-affinity': `${CALICO}/6486`,
  'blocks-overlap': `${CALICO}/6486`,
  'pool-over-subnet': 'https://github.com/projectcalico/node/issues/193',
  'subnets-overlap': `${CALICO}/7923`,
  'pools-overlap': 'https://github.com/projectcalico/calico/pull/13564',
  'block-without-pool': `${DOCS}/networking/ipam/migrate-pools`,
  'routes-by-both': `${DOCS}/reference/resources/felixconfig`,
  'routes-by-nobody': `${DOCS}/reference/resources/felixconfig`,
  'tunnel-mtu': `${DOCS}/networking/configuring/mtu`,
  'switch-mtu': 'https://www.rfc-editor.org/rfc/rfc2923#section-2.1',
  'router-mtu': `${DOCS}/networking/configuring/mtu`,
  'node-mtu': `${DOCS}/networking/configuring/mtu`,
  'silent-router': 'https://www.rfc-editor.org/rfc/rfc2923#section-2.1',
  'ipip-dropped': `${CALICO}/2080`,
  'vxlan-dropped': `${DOCS}/getting-started/kubernetes/requirements#network-requirements`,
  'bgp-dropped': `${CALICO}/4370`,
  'icmp-dropped': 'https://www.rfc-editor.org/rfc/rfc2923#section-2.1',
  'source-check': `${DOCS}/reference/public-cloud/aws#routing-traffic-within-a-single-vpc-subnet`,
  'subnets-apart': `${DOCS}/getting-started/kubernetes/requirements#network-requirements`,
  'unreachable-blocks': `${DOCS}/networking/configuring/bgp`,
  'nat-outgoing-off': `${DOCS}/networking/configuring/workloads-outside-cluster`,
  'pool-disabled': 'https://github.com/projectcalico/node/issues/1057',
  filtered: `${DOCS}/getting-started/kubernetes/requirements#network-requirements`,
  'no-tunnel-address': `${CALICO}/7757`,
  'tunnel-address-twice': `${CALICO}/5595`,
  'no-peers': `${DOCS}/networking/configuring/bgp`,
  'restless-sessions': `${CALICO}/2178`,
  'export-disabled': `${DOCS}/reference/resources/ippool`,
  'no-default-route': `${CALICO}/1357`,
  'node-down': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'router-down': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'subnet-down': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'node-cable': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'router-cable': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'stale-route': 'https://github.com/projectcalico/node/issues/1032',
  'node-netem': 'https://wiki.linuxfoundation.org/networking/netem',
  'router-netem': 'https://wiki.linuxfoundation.org/networking/netem',
  'bird-stopped': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'bgp-session-down': `${CALICO}/4370`,
  'missing-device': `${CALICO}/7830`,
  'lost-pods': `${DOCS}/operations/troubleshoot/troubleshooting`,
  'strict-rp-filter': `${DOCS}/operations/troubleshoot/troubleshooting`,
} as const
