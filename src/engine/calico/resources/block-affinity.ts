import type { Prefix } from '../../net/prefix'

/** Which node owns a block. Only `confirmed` ones are aggregated and announced. */
export interface BlockAffinity {
  readonly name: string
  readonly cidr: Prefix
  readonly node: string
  readonly state: 'pending' | 'confirmed' | 'pendingDeletion'
}
