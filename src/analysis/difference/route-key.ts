import type { NextHop, Route } from '../../engine/linux/route'
import { formatPrefix } from '../../engine/net/prefix'

/** What the kernel takes for the same entry: one table cannot hold two of a destination and metric. */
export const routeSlot = ({ destination, metric }: Route): string => `${formatPrefix(destination)}#${metric}`

/** Whether `ip route` would print the same of two lines to one destination. */
export const printsAlike = (a: Route, b: Route): boolean =>
  a === b ||
  (a.type === b.type &&
    a.metric === b.metric &&
    a.protocol === b.protocol &&
    a.scope === b.scope &&
    a.preferredSource === b.preferredSource &&
    a.mtuBytes === b.mtuBytes &&
    a.nextHops.length === b.nextHops.length &&
    a.nextHops.every((hop, i) => isSameHop(hop, b.nextHops[i])))

const isSameHop = (a: NextHop, b: NextHop | undefined): boolean =>
  a.gateway === b?.gateway && a.dev === b?.dev && (a.onlink ?? false) === (b?.onlink ?? false)
