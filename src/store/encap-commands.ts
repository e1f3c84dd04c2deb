import type { EncapMode, IPPool } from '../engine/calico/resources/ip-pool'
import type { Command } from '../engine/lab/commands'

export type Tunnel = 'ipip' | 'vxlan'

const setMode = (tunnel: Tunnel, pool: string, mode: EncapMode): Command =>
  tunnel === 'ipip' ? { kind: 'set-ipip-mode', pool, mode } : { kind: 'set-vxlan-mode', pool, mode }

const otherTunnel = (tunnel: Tunnel): Tunnel => (tunnel === 'ipip' ? 'vxlan' : 'ipip')

export const modeOf = (pool: IPPool, tunnel: Tunnel): EncapMode => (tunnel === 'ipip' ? pool.ipipMode : pool.vxlanMode)

/** A pool has one encapsulation at most, so switching one on first switches the other off. */
export function encapCommands(pool: IPPool, tunnel: Tunnel, mode: EncapMode): readonly Command[] {
  const other = otherTunnel(tunnel)
  const set = setMode(tunnel, pool.name, mode)
  return mode !== 'Never' && modeOf(pool, other) !== 'Never' ? [setMode(other, pool.name, 'Never'), set] : [set]
}
