import { prefixKey } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'
import type { UnderlayRouter } from '../resources/underlay'
import { meshAlone } from './mesh'
import { type Ground, peerings, sessions } from './peerings'
import { converge, type Heard } from './rib'
import type { Speaker } from './speaker'

/** By speaker. */
export type Hearing = ReadonlyMap<string, Heard>

/** The last state of the talk over each underlay, and what it was made from. */
const settled = new WeakMap<object, { readonly inputs: string; readonly hearing: Hearing }>()

/**
 * What everybody knows when all that can talk has talked. The talk of more than a mesh takes a while, so its last state
 * is kept as long as nothing changes that BGP looks at.
 * @param underlay stands for the machines and who reaches whom; another object, another network.
 */
export function settledHearing(
  speakers: readonly Speaker[],
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
  ground: Ground,
  underlay: object,
): Hearing {
  const mesh = meshAlone(speakers, datastore, ground)
  if (mesh) return mesh
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
    datastore.bgpFilters,
  ])
  const known = settled.get(underlay)
  if (known?.inputs === inputs) return known.hearing
  const running = new Set(speakers.map(({ name }) => name))
  const configured = peerings(datastore, routers).filter(
    ({ speaker, peer }) => running.has(speaker) && running.has(peer),
  )
  const asNumbers = new Map(speakers.map(({ name, asNumber }) => [name, asNumber]))
  const ribs = converge(speakers, sessions(configured, asNumbers, ground.reaches))
  const hearing = new Map([...ribs].map(([name, rib]) => [name, { rib, own: [] }]))
  settled.set(underlay, { inputs, hearing })
  return hearing
}
