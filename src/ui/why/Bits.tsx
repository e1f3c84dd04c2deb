import type { Ipv4 } from '../../engine/net/ipv4'
import styles from './Why.module.css'

interface Props {
  readonly address: Ipv4
  /** The bits that are compared; those after them do not count. */
  readonly length: number
  /** How many of the leading bits are equal to what they are compared with; absent: this is what others are held against. */
  readonly equal?: number
  /** How many of the leading bits are lit. */
  readonly lit?: number
}

const PLACES = Array.from({ length: 32 }, (_, place) => place)

/** The 32 bits of an address: the equal ones lit, the first that differs marked, those behind the mask faint. */
export function Bits({ address, length, equal, lit = equal ?? 0 }: Props) {
  const stateOf = (place: number): string => {
    if (place >= length) return 'off'
    if (place < lit) return 'equal'
    return place === equal ? 'differs' : 'after'
  }
  return (
    <span className={styles.bits} aria-hidden>
      {PLACES.map((place) => (
        <span key={place} data-bit={stateOf(place)}>
          {(address >>> (31 - place)) & 1}
        </span>
      ))}
    </span>
  )
}
