import type { Prefix } from '../../net/prefix'

export type EncapMode = 'Never' | 'CrossSubnet' | 'Always'

/** IPPool, defaults filled in (libcalico-go `clientv3/ippool.go`). */
export interface IPPool {
  readonly name: string
  readonly cidr: Prefix
  readonly blockSize: number
  readonly ipipMode: EncapMode
  readonly vxlanMode: EncapMode
  readonly natOutgoing: boolean
  readonly disabled: boolean
  readonly disableBGPExport: boolean
  readonly nodeSelector: string
  readonly allowedUses: readonly ('Workload' | 'Tunnel' | 'LoadBalancer')[]
}
