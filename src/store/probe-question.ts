import type { Fabric } from '../engine/fabric/fabric'
import type { NamespaceName } from '../engine/linux/namespace'
import { formatIpv4, type Ipv4 } from '../engine/net/ipv4'
import type { Probe } from '../engine/trace/trace'
import type { ProbeQuestion } from './lab-state'

/** The question on the canvas that a probe answers. */
export function questionOf(fabric: Fabric, probe: Probe): ProbeQuestion {
  const { from, destination, payloadBytes, ttl, pathMtuDiscovery } = probe
  const to = hostWith(fabric, destination) ?? formatIpv4(destination)
  return { from, to, payloadBytes, ttl, pathMtuDiscovery }
}

/** A tunnel's address stays an address: asked for by the host's name, the ping would go elsewhere. */
function hostWith(fabric: Fabric, address: Ipv4): NamespaceName | undefined {
  for (const [name, { links }] of fabric.namespaces) {
    const main = links.flatMap((link) => link.addresses).find(({ scope }) => scope === 'global')
    if (main?.address === address) return name
  }
  return undefined
}
