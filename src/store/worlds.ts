import type { Picture } from '../canvas/picture'
import type { EncapMode, IPPool } from '../engine/calico/resources/ip-pool'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { prefixContains } from '../engine/net/prefix'
import type { Timeline } from '../playback/timeline'
import { selectPicture, timelineForProbe } from './derived'
import { encapCommands, modeOf, type Tunnel } from './encap-commands'
import { ENCAP_MODES, type LabState, type ProbeQuestion } from './lab-state'
import { memoByPair } from './memo'

/** The lab with its pool in one of the three modes, and what becomes of the same packet there. */
export interface World {
  readonly mode: EncapMode
  readonly tunnel: Tunnel
  readonly pool: string
  /** The lab is in this mode now. */
  readonly isCurrent: boolean
  /** What brings the lab there. */
  readonly commands: readonly Command[]
  readonly picture: Picture
  /** Absent if the ping cannot be sent there. */
  readonly timeline?: Timeline
}

/** The pool that an end of the ping has its address from; of a ping between machines the first. */
function poolOf(document: LabDocument, { from, to }: ProbeQuestion): IPPool | undefined {
  const { pools, pods } = clusterOf(document)
  const ends = [to, from].flatMap((host) => pods.find(({ namespace, name }) => `${namespace}/${name}` === host) ?? [])
  const pool = ends.flatMap(({ address }) => pools.find(({ cidr }) => prefixContains(cidr, address)) ?? [])
  return pool[0] ?? pools[0]
}

const worldsFor = memoByPair((document: LabDocument, probe: ProbeQuestion): readonly World[] => {
  const pool = poolOf(document, probe)
  if (!pool) return []
  const tunnel: Tunnel = modeOf(pool, 'vxlan') === 'Never' ? 'ipip' : 'vxlan'
  return ENCAP_MODES.flatMap((mode): World[] => {
    const isCurrent = modeOf(pool, tunnel) === mode
    const commands = isCurrent ? [] : encapCommands(pool, tunnel, mode)
    const there = afterAll(document, commands)
    if (!there) return []
    const timeline = timelineForProbe(realize(there), probe)
    const world = { mode, tunnel, pool: pool.name, isCurrent, commands, picture: selectPicture({ document: there }) }
    return [{ ...world, ...(timeline && { timeline }) }]
  })
})

function afterAll(document: LabDocument, commands: readonly Command[]): LabDocument | undefined {
  let changed = document
  for (const command of commands) {
    const result = applyCommand(changed, command)
    if (!result.ok) return undefined
    changed = result.value
  }
  return changed
}

const NONE: readonly World[] = []

/** Never, CrossSubnet and Always side by side: the lab itself is one of them. Empty without a ping, or a pool. */
export const selectWorlds = ({ document, probe }: Pick<LabState, 'document' | 'probe'>): readonly World[] =>
  probe ? worldsFor(document, probe) : NONE

/** Until the packet of the last world is done. */
export const durationOf = (worlds: readonly World[]): number =>
  Math.max(0, ...worlds.map(({ timeline }) => timeline?.durationMs ?? 0))
