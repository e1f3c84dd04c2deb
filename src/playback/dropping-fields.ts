import type { Port } from '../engine/fabric/fabric'
import type { WireLoss } from '../engine/fabric/segment-loss'
import type { Cluster } from '../engine/lab/cluster'
import type { LinkName } from '../engine/linux/link'
import type { ForwardDrop, NamespaceName } from '../engine/linux/namespace'
import type { ResourceRef } from '../engine/resource-ref'
import type { DropReason } from '../engine/trace/trace'

/** A field of the lab's file. */
export interface LabField {
  readonly resource: ResourceRef
  readonly path: readonly (string | number)[]
}

/**
 * What in the lab's file a packet was dropped by, where a setting is all there is to it: a filter, a fault, a check, an
 * MTU. `host` is the machine that it was lost at. Empty where routes or neighbours decided.
 */
export function droppingFields(cluster: Cluster, reason: DropReason, host: NamespaceName): readonly LabField[] {
  const { underlay } = cluster
  const resource = { kind: 'Underlay', name: underlay.name }
  const at = (path: LabField['path'] | undefined): readonly LabField[] => (path ? [{ resource, path }] : [])
  switch (reason.kind) {
    case 'filtered':
      return at(routerDrop(cluster, reason.rule, host))
    case 'lost-on-wire':
      return at(wireField(cluster, reason.loss, reason.segment))
    case 'reverse-path':
      return at(machine(cluster, host, 'rpFilter'))
    case 'link-down':
      return at(machine(cluster, host, 'link'))
    case 'too-big':
      return at(mtuField(cluster, host, reason.link))
    case 'unmodelled':
      return reason.what === 'policy' ? reason.policies.map((policy) => ({ resource: policy, path: ['spec'] })) : []
    default:
      return []
  }
}

const placeIn = <T>(items: readonly T[], is: (item: T) => boolean): number | undefined => {
  const index = items.findIndex(is)
  return index < 0 ? undefined : index
}

function routerDrop({ underlay }: Cluster, rule: ForwardDrop, host: NamespaceName): LabField['path'] | undefined {
  const router = placeIn(underlay.routers, ({ name }) => name === host)
  const drop =
    router === undefined ? undefined : placeIn(underlay.routers[router]?.drops ?? [], (each) => each === rule)
  return router === undefined || drop === undefined ? undefined : ['spec', 'routers', router, 'drops', drop]
}

/** A field of a node's or a router's own entry. */
function machine({ underlay }: Cluster, name: NamespaceName, field: string): LabField['path'] | undefined {
  const host = placeIn(underlay.hosts, ({ node }) => node === name)
  if (host !== undefined) return ['spec', 'hosts', host, field]
  const router = placeIn(underlay.routers, (each) => each.name === name)
  return router === undefined ? undefined : ['spec', 'routers', router, field]
}

/** A router's devices are eth0, eth1, … in the order of its interfaces. */
function cable(
  cluster: Cluster,
  { namespace, link }: Port,
  field: 'link' | 'mtu' | 'netem',
): LabField['path'] | undefined {
  const router = placeIn(cluster.underlay.routers, ({ name }) => name === namespace)
  const index = Number(/^eth(\d+)$/.exec(link)?.[1] ?? Number.NaN)
  if (router === undefined || Number.isNaN(index)) return machine(cluster, namespace, field)
  return ['spec', 'routers', router, 'interfaces', index, field]
}

function wireField(cluster: Cluster, loss: WireLoss, segment: string): LabField['path'] | undefined {
  const { underlay } = cluster
  switch (loss.kind) {
    case 'no-send':
    case 'no-receive':
      return cable(cluster, loss.port, 'link')
    case 'netem':
      return cable(cluster, loss.port, 'netem')
    case 'source-check':
      return ['spec', underlay.sourceCheck && !underlay.cloud ? 'sourceCheck' : 'cloud']
    case 'filtered': {
      const drop = placeIn(underlay.drops ?? [], (each) => each === loss.rule)
      return drop === undefined || underlay.cloud ? ['spec', 'cloud'] : ['spec', 'drops', drop]
    }
    case 'too-big': {
      const subnet = placeIn(underlay.subnets, ({ name }) => name === segment)
      return subnet === undefined ? undefined : ['spec', 'subnets', subnet, 'mtu']
    }
  }
}

/** A machine's own, or the underlay's for all; a tunnel's and a pod's follow from those. */
function mtuField(cluster: Cluster, host: NamespaceName, link: LinkName): LabField['path'] | undefined {
  const { hosts, routers } = cluster.underlay
  const own = hosts.find(({ node }) => node === host)?.mtuBytes
  const router = routers.find(({ name }) => name === host)
  const port = router?.interfaces[Number(/^eth(\d+)$/.exec(link)?.[1] ?? Number.NaN)]
  return own !== undefined || port?.mtuBytes !== undefined
    ? cable(cluster, { namespace: host, link }, 'mtu')
    : ['spec', 'mtu']
}
