import { invariant } from '../invariant'
import type { JsonObject, Manifest } from '../manifest'
import { applyCommand } from './apply-command'
import type { Command } from './commands'
import type { LabDocument } from './document'

// For tests: labs, as someone at the controls makes them.

/** @throws InvariantError if a command is refused. */
export function edited(document: LabDocument, ...commands: readonly Command[]): LabDocument {
  return commands.reduce((current, command) => {
    const result = applyCommand(current, command)
    invariant(result.ok, `${command.kind}: ${result.ok ? '' : JSON.stringify(result.error)}`)
    return result.value
  }, document)
}

export const patch = (resource: string, name: string, change: JsonObject): Command => ({
  kind: 'patch-manifest',
  resource,
  name,
  patch: change,
})

export const apply = (kind: string, name: string, spec: JsonObject): Command => {
  const manifest: Manifest = { apiVersion: 'projectcalico.org/v3', kind, metadata: { name }, spec }
  return { kind: 'apply-manifest', manifest }
}

/** Settings of the lab's own resource, over those it has. */
export function withUnderlay(document: LabDocument, change: JsonObject): LabDocument {
  const manifests = document.manifests.map((manifest) =>
    manifest.kind === 'Underlay' ? { ...manifest, spec: { ...(manifest.spec as JsonObject), ...change } } : manifest,
  )
  return { manifests }
}

/** The lab as if its only pool had been made with VXLAN: the same tunnel addresses, on the other device. */
export function bornWithVxlan(document: LabDocument, vxlanMode: 'CrossSubnet' | 'Always'): LabDocument {
  const text = JSON.stringify(document)
    .replaceAll('IPv4IPIPTunnelAddr', 'IPv4VXLANTunnelAddr')
    .replace(/"ipipMode":"\w+"/, '"ipipMode":"Never"')
    .replace(/"vxlanMode":"\w+"/, `"vxlanMode":"${vxlanMode}"`)
  return JSON.parse(text)
}

/** The reference lab with a speaker behind its router that tells k8s-w1 of the very network it is in. [BGP-10] */
export const withRestlessSession = (document: LabDocument): LabDocument =>
  edited(
    withUnderlay(document, {
      routers: [
        {
          name: 'router',
          interfaces: [
            { subnet: 'a', address: '192.168.10.1' },
            { subnet: 'b', address: '192.168.20.1' },
          ],
        },
        {
          name: 'beyond',
          interfaces: [{ subnet: 'b', address: '192.168.20.2' }],
          routes: [{ to: '192.168.10.0/24', via: '192.168.20.1' }],
          bgp: { asNumber: 65001, advertise: 'connected' },
        },
      ],
    }),
    apply('BGPPeer', 'far', { node: 'k8s-w1', peerIP: '192.168.20.2', asNumber: 65001 }),
  )
