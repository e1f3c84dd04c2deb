import type { SourcePlace } from '../../engine/issue'
import type { NextHop, RouteProtocol, RouteType } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import type { Prefix } from '../../engine/net/prefix'

/** A line of a host's main table as a tool printed it. */
export interface ActualRoute {
  readonly type: RouteType
  readonly destination: Prefix
  readonly nextHops: readonly NextHop[]
  readonly metric: number
  /** Absent where the tool does not say: `route -n`. */
  readonly protocol?: RouteProtocol
  readonly source?: Ipv4
  readonly place: SourcePlace
}

/** What was read of a table, and the lines that were not understood. */
export interface ReadTable {
  readonly routes: readonly ActualRoute[]
  readonly unread: readonly SourcePlace[]
}

/** A table, and what its place in the paste says of whose it is. */
export interface ActualTable extends ReadTable {
  readonly file: string
  readonly place: SourcePlace
  /** By prompt, header or the folder it lay in. */
  readonly host?: string
}
