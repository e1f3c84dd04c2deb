import { prefixKey } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'
import type { UnderlayRouter } from '../resources/underlay'
import { peerings, type Reaches, sessions } from './peerings'
import { converge, type Rib } from './rib'
import type { Speaker } from './speaker'

export type Ribs = ReadonlyMap<string, Rib>

/** The last state of the talk over each underlay, and what it was made from. */
const settled = new WeakMap<object, { readonly inputs: string; readonly ribs: Ribs }>()

/**
 * What everybody knows when all that can talk has talked. A pool's mode changes nothing of it, so the last answer is
 * kept as long as nothing changes that BGP looks at.
 * @param underlay stands for the machines and who reaches whom; another object, another network.
 */
export function settledRibs(
  speakers: readonly Speaker[],
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
  reaches: Reaches,
  underlay: object,
): Ribs {
  const inputs = JSON.stringify([
    speakers.map(({ name, routerId, asNumber, clusterId, announces, node, table, filter }) => [
      [name, routerId, asNumber, clusterId, announces, node?.labels],
      [...table.routes.values()].map(({ prefix, source, kind, dev, gateway, metric }) =>
        [prefixKey(prefix), source, kind, dev, gateway, metric].join(' '),
      ),
      filter && [filter.blocks.map(prefixKey), filter.tunnels, filter.felixPools.length],
    ]),
    datastore.pools.map(({ cidr, disableBGPExport }) => [prefixKey(cidr), disableBGPExport]),
    datastore.information,
    datastore.bgpConfiguration,
    datastore.bgpPeers,
  ])
  const known = settled.get(underlay)
  if (known?.inputs === inputs) return known.ribs
  const running = new Set(speakers.map(({ name }) => name))
  const configured = peerings(datastore, routers).filter(
    ({ speaker, peer }) => running.has(speaker) && running.has(peer),
  )
  const asNumbers = new Map(speakers.map(({ name, asNumber }) => [name, asNumber]))
  const ribs = converge(speakers, sessions(configured, asNumbers, reaches))
  settled.set(underlay, { inputs, ribs })
  return ribs
}
