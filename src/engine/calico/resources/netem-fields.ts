import * as z from 'zod/mini'
import { type CableNetem, type Netem, WAYS } from '../../linux/netem'
import { numberField } from './fields'

/** The longest delay: longer than any tool of the lab waits. */
const MAX_MS = 60_000

const wayField = z.optional(
  z.object({
    delayMs: z._default(numberField(0, MAX_MS), 0),
    jitterMs: z._default(numberField(0, MAX_MS), 0),
    lossPercent: z._default(numberField(0, 100), 0),
    duplicatePercent: z._default(numberField(0, 100), 0),
  }),
)

/** What a cable delays, loses and repeats, each way as its machine sees it. */
export const netemField = z.optional(z.object({ send: wayField, receive: wayField }))

export type NetemFields = Readonly<{ [way in keyof CableNetem]?: Netem | undefined }>

const isFelt = (netem: Netem | undefined): netem is Netem =>
  netem !== undefined && Object.values(netem).some((value) => value > 0)

/** The ways that do something; undefined if none does. */
export function readNetem(fields: NetemFields): CableNetem | undefined {
  const felt = WAYS.flatMap((way) => {
    const netem = fields[way]
    return isFelt(netem) ? [[way, netem] as const] : []
  })
  return felt.length > 0 ? Object.fromEntries(felt) : undefined
}
