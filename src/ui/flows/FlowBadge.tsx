import { hueOf } from '../../store/flows'
import type { Flow } from '../../store/lab-state'
import styles from './Flows.module.css'

/** A ping's number in its hue. */
export function FlowBadge({ flow }: { readonly flow: Flow }) {
  return (
    <span className={styles.badge} style={{ borderColor: `oklch(0.62 0.17 ${hueOf(flow)})` }}>
      {flow.number}
    </span>
  )
}
