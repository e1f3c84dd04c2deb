import type { Datastore } from './datastore'

/** Whether routes carry a metric, `ipv4NormalRoutePriority`: since v3.32. [OWN-2] */
export const hasRoutePriority = ({ information }: Pick<Datastore, 'information'>): boolean =>
  information.era === 'v3.32' || information.era === 'current'
