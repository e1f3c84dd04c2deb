import { withUnderlaySpec } from '../../engine/calico/resources/underlay'
import type { Command } from '../../engine/lab/commands'
import { nextName } from '../../engine/lab/commands/next-name'
import { addressesTaken, freeHostAddress } from '../../engine/lab/commands/subnet-addresses'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, type Json, type JsonObject, type Manifest } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'

const routersOf = (spec: JsonObject): readonly Json[] => (Array.isArray(spec.routers) ? spec.routers : [])

function editRouters(
  { manifests }: LabDocument,
  edit: (routers: readonly Json[]) => readonly Json[],
): Command | undefined {
  const underlay = manifests.find(({ kind }) => kind === 'Underlay')
  if (!underlay) return undefined
  const manifest: Manifest = withUnderlaySpec(underlay, (spec) => {
    const { routers: _before, ...rest } = spec
    const routers = edit(routersOf(spec))
    return routers.length > 0 ? { ...spec, routers } : rest
  })
  return { kind: 'apply-manifest', manifest }
}

/**
 * A router with an interface in every subnet: with the gateway's address where nobody has that, else with the lowest that
 * is free there.
 */
export function addRouter(document: LabDocument): { readonly name: string; readonly command: Command } | undefined {
  const cluster = clusterOf(document)
  const { subnets, routers } = cluster.underlay
  const taken = new Set([...routers.map(({ name }) => name), ...cluster.nodes.map(({ name }) => name)])
  const stem = nextName(
    routers.map(({ name }) => name),
    'router',
  )
  const name = [stem, ...Array.from({ length: 100 }, (_, i) => `router-${i + 2}`)].find((each) => !taken.has(each))
  const used = addressesTaken(cluster)
  const owned = new Set([
    ...routers.flatMap((router) => router.interfaces.map(({ address }) => address)),
    ...cluster.nodes.map(({ internalAddress }) => internalAddress),
  ])
  const interfaces = subnets.flatMap(({ name: subnet, cidr, gateway }) => {
    const isOpen = gateway !== undefined && !owned.has(gateway)
    const address = isOpen ? gateway : freeHostAddress(cidr, used)
    return address === undefined ? [] : [{ subnet, address: formatIpv4(address) }]
  })
  const command = name === undefined ? undefined : editRouters(document, (all) => [...all, { name, interfaces }])
  return name === undefined || !command ? undefined : { name, command }
}

export const removeRouter = (document: LabDocument, name: string): Command | undefined =>
  editRouters(document, (routers) => routers.filter((router) => !isJsonObject(router) || router.name !== name))
