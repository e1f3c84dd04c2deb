import type { Trail } from '../../playback/scene'
import type { CanvasTheme } from '../canvas'

/** How a packet travels: the lab's colours have no other meaning. */
export type Look = Trail['look']

export const lookColour = (theme: CanvasTheme, look: Look): string => theme[look]

/** `.10.101` of `192.168.10.101`: what tells the hosts of a lab apart. */
export const lastOctets = (address: string): string => {
  const octets = address.split('.')
  return octets.length === 4 ? `.${octets[2]}.${octets[3]}` : address
}
