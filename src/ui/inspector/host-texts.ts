import type { Namespace } from '../../engine/linux/namespace'
import { PLAIN_STYLE, routeText } from '../../terminal/ip/print-route'
import { mainLine } from '../../terminal/ip/route-line'
import { routeTableText } from '../../terminal/route-table'

/** What `ip route` prints on a host. */
export const ipRouteText = ({ routes }: Namespace): string =>
  routes.map((route) => routeText(mainLine(route), PLAIN_STYLE)).join('\n')

/** What `route -n` prints there. */
export const routeNText = ({ routes }: Namespace): string => routeTableText(routes, { numeric: true, extended: false })
