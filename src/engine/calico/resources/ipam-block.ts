import type { Prefix } from '../../net/prefix'

export interface AllocationAttribute {
  readonly handleId?: string
  readonly node?: string
  readonly namespace?: string
  readonly pod?: string
  readonly type?: 'ipipTunnelAddress' | 'vxlanTunnelAddress'
}

/** A block and what is handed out of it (libcalico-go `ipam_block.go`). Ordinal i is the block's address plus i. */
export interface IPAMBlock {
  readonly cidr: Prefix
  /** The owner; a block of a deleted pool or of a lost node has none. */
  readonly node?: string
  /** By ordinal: null, or an index into `attributes`. */
  readonly allocations: readonly (number | null)[]
  readonly attributes: readonly AllocationAttribute[]
  /** Free ordinals in the order in which they will be handed out: first in, first out. */
  readonly unallocated: readonly number[]
}
