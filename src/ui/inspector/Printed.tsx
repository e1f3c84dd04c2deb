import type { Namespace } from '../../engine/linux/namespace'
import { ipRouteText, routeNText } from './host-texts'
import styles from './Inspector.module.css'

/** A host's table as a command prints it; a component, so that what no tab shows is not printed. */
export function Printed({ as, namespace }: { readonly as: 'ip-route' | 'route-n'; readonly namespace: Namespace }) {
  return <pre className={styles.text}>{as === 'ip-route' ? ipRouteText(namespace) : routeNText(namespace)}</pre>
}
