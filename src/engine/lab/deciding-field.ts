import type { Provenance } from '../linux/route'
import { isJsonObject, type Json, type Manifest, valueAt } from '../manifest'
import type { ResourceRef } from '../resource-ref'
import type { LabDocument } from './document'

type Path = readonly (string | number)[]

/**
 * The field of a resource that a decision was made from: `spec.ipipMode` of the pool, the node's address, the line of a
 * static route. `host` is the machine whose table or rule it is. Empty: the resource as a whole.
 */
export function decidingField(
  { manifests }: LabDocument,
  { kind, name }: ResourceRef,
  provenance: Provenance,
  host: string,
): Path {
  const manifest = manifests.find((each) => each.kind === kind && each.metadata.name === name)
  if (!manifest) return []
  const candidates = kind === 'Underlay' ? underlayFields(manifest, provenance, host) : fieldsOf(kind, provenance)
  return candidates.find((path) => valueAt(manifest, path) !== undefined) ?? []
}

function fieldsOf(kind: string, { because }: Provenance): readonly Path[] {
  switch (kind) {
    case 'IPPool':
      if (because.includes('nat-outgoing')) return [['spec', 'natOutgoing']]
      if (because.includes('blackhole')) return [['spec', 'cidr']]
      return [['spec', because.includes('vxlan') ? 'vxlanMode' : 'ipipMode']]
    case 'Node':
      return [
        ['metadata', 'annotations', 'projectcalico.org/IPv4Address'],
        ['spec', 'bgp', 'ipv4Address'],
        ['status', 'addresses'],
      ]
    case 'BlockAffinity':
      return [['spec', 'cidr']]
    case 'Pod':
      return [
        ['status', 'podIP'],
        ['spec', 'nodeName'],
      ]
    default:
      return []
  }
}

/** A static route's own line, or the gateway of the subnet whose network settings gave the default route. */
function underlayFields(manifest: Manifest, { because, details }: Provenance, host: string): readonly Path[] {
  if (because === 'dhcp-default') {
    const subnet = indexOf(manifest, ['spec', 'subnets'], ({ name }) => name === details.subnet)
    return subnet === undefined ? [] : [['spec', 'subnets', subnet, 'gateway']]
  }
  const machines = [
    { path: ['spec', 'hosts'], key: 'node' },
    { path: ['spec', 'routers'], key: 'name' },
  ] as const
  return machines.flatMap(({ path, key }): readonly Path[] => {
    const machine = indexOf(manifest, path, (each) => each[key] === host)
    if (machine === undefined) return []
    const routes = [...path, machine, 'routes']
    const route = indexOf(manifest, routes, ({ to, via }) => to === details.to && via === details.via)
    return route === undefined ? [[...path, machine]] : [[...routes, route]]
  })
}

function indexOf(
  manifest: Manifest,
  path: Path,
  is: (item: { readonly [key: string]: Json }) => boolean,
): number | undefined {
  const items = valueAt(manifest, path)
  const index = Array.isArray(items) ? items.findIndex((item: Json) => isJsonObject(item) && is(item)) : -1
  return index < 0 ? undefined : index
}
