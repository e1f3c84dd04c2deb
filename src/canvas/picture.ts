import type { Position } from '../engine/lab/commands'

/** What the canvas shows of the lab; nothing of how. Ids are unique over the picture. */
export interface Picture {
  readonly subnets: readonly SubnetPicture[]
  readonly nodes: readonly NodePicture[]
  readonly routers: readonly RouterPicture[]
}

export interface SubnetPicture {
  readonly id: string
  readonly name: string
  readonly cidr: string
  readonly gateway?: string
  /** Something is broken there. */
  readonly broken?: true
}

export interface NodePicture {
  readonly id: string
  readonly name: string
  readonly subnet: string
  readonly address: string
  readonly blocks: readonly string[]
  /** Uplink first (`ens5`), then tunnels (`tunl0`, `vxlan.calico`) that the node has. */
  readonly devices: readonly { readonly name: string; readonly kind: 'uplink' | 'ipip' | 'vxlan' }[]
  readonly pods: readonly PodPicture[]
  readonly broken?: true
  /** How many lines its main table has; shown from very near. */
  readonly routes?: number
  /** It has rules that change source addresses. */
  readonly hasNat?: boolean
  /** Of its middle, counted from its subnet's corner: what is arranged in a subnet stays so wherever that goes. */
  readonly position?: Position
}

export interface PodPicture {
  readonly id: string
  readonly name: string
  readonly namespace: string
  readonly address: string
  /** The end of its veth pair in the node, `cali…`: where packets between the two are drawn. */
  readonly hostLink?: string
}

export interface RouterPicture {
  readonly id: string
  readonly name: string
  readonly interfaces: readonly { readonly name: string; readonly subnet: string; readonly address: string }[]
  readonly broken?: true
  readonly position?: Position
}
