import type { Ipv4 } from '../../net/ipv4'

export interface BGPPeer {
  readonly name: string
  /** Neither `node` nor `nodeSelector`: every node. */
  readonly node?: string
  readonly nodeSelector?: string
  readonly peerIP?: Ipv4
  readonly peerSelector?: string
  readonly asNumber?: number
  readonly nextHopMode: 'Auto' | 'Self' | 'Keep'
  readonly numAllowedLocalASNumbers: number
}
