import { prefixKey } from '../../net/prefix'
import type { Datastore } from '../resources/datastore'
import type { UnderlayRouter } from '../resources/underlay'
import { meshAlone } from './mesh'
import { type Ground, peerings, type Reaches, sessions } from './peerings'
import { converge, type Heard } from './rib'
import type { Peering, Speaker } from './speaker'

/** By speaker. */
export type Hearing = ReadonlyMap<string, Heard>

/** The last state of the talk over each ground, and what it was made from. */
const settled = new WeakMap<Ground, { readonly inputs: string; readonly hearing: Hearing }>()

/**
 * What everybody knows when all that can talk has talked. The talk of more than a mesh takes a while, so its last state
 * is kept as long as nothing changes that BGP looks at.
 * @param ground another object, another network.
 */
export function settledHearing(
  speakers: readonly Speaker[],
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
  ground: Ground,
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
  const known = settled.get(ground)
  if (known?.inputs === inputs) return known.hearing
  const ribs = converge(speakers, sessionsAmong(speakers, datastore, routers, ground.reaches))
  const hearing = new Map([...ribs].map(([name, rib]) => [name, { rib, own: [] }]))
  settled.set(ground, { inputs, hearing })
  return hearing
}

/** The ends of all sessions that come up between these speakers. */
export function sessionsAmong(
  speakers: readonly Pick<Speaker, 'name' | 'asNumber'>[],
  datastore: Datastore,
  routers: readonly UnderlayRouter[],
  reaches: Reaches,
): readonly Peering[] {
  const asNumbers = new Map(speakers.map(({ name, asNumber }) => [name, asNumber]))
  const configured = peerings(datastore, routers).filter(
    ({ speaker, peer }) => asNumbers.has(speaker) && asNumbers.has(peer),
  )
  return sessions(configured, asNumbers, reaches)
}
