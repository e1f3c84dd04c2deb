import * as z from 'zod/mini'
import type { Manifest } from '../../manifest'
import { nameOfField } from './fields'
import { type Reading, readBy } from './reading'

/** What printed a table: `route -n` does not say who wrote a line. */
export const TABLE_TOOLS = ['ip route', 'route -n'] as const

/** The routing table that a node really had when the cluster was exported (podpath.dev/v1): the lab only compares it. */
export interface RecordedTable {
  readonly node: string
  readonly tool: (typeof TABLE_TOOLS)[number]
  /** As `ip route` prints them; the next hops of a route of several stand below it, indented. */
  readonly lines: readonly string[]
}

export const schema = z.object({
  spec: z.object({
    node: nameOfField('Node'),
    tool: z._default(z.enum(TABLE_TOOLS), 'ip route'),
    lines: z.array(z.string()),
  }),
})

export const readRoutingTable = (manifest: Manifest): Reading<RecordedTable> =>
  readBy(manifest, schema, ({ spec }) => ({ value: spec, issues: [] }))

export const routingTableManifest = ({ node, tool, lines }: RecordedTable): Manifest => ({
  apiVersion: 'podpath.dev/v1',
  kind: 'RoutingTable',
  metadata: { name: node },
  spec: { node, tool, lines },
})
