import { type CableNetem, type Netem, WAYS } from '../../linux/netem'
import { isJsonObject, type JsonObject } from '../../manifest'
import type { Cluster } from '../cluster'
import { withFields } from './edit-underlay'
import type { Fault, NetemFault } from './fault'

/** The field of each thing that a cable does to packets. */
const FIELDS = {
  delay: 'delayMs',
  jitter: 'jitterMs',
  loss: 'lossPercent',
  duplicate: 'duplicatePercent',
} as const satisfies Record<NetemFault['what'], keyof Netem>

const WHAT = Object.keys(FIELDS) as readonly NetemFault['what'][]

type Degree = Pick<NetemFault, 'way' | 'what' | 'amount'>

const degreesOf = (netem: CableNetem | undefined): readonly Degree[] =>
  WAYS.flatMap((way) =>
    WHAT.flatMap((what) => {
      const amount = netem?.[way]?.[FIELDS[what]] ?? 0
      return amount > 0 ? [{ way, what, amount }] : []
    }),
  )

/** What the cables do to packets, each thing and direction a fault of its own. [FAULT-5] */
export const activeNetem = ({ underlay, nodes }: Pick<Cluster, 'underlay' | 'nodes'>): readonly Fault[] => [
  ...underlay.routers.flatMap(({ name: router, interfaces }) =>
    interfaces.flatMap(({ subnet, netem }) =>
      degreesOf(netem).map((degree): Fault => ({ kind: 'router-netem', router, subnet, ...degree })),
    ),
  ),
  ...underlay.hosts
    .filter(({ node }) => nodes.some(({ name }) => name === node))
    .flatMap(({ node, netem }) => degreesOf(netem).map((degree): Fault => ({ kind: 'node-netem', node, ...degree }))),
]

/** A cable's entry, a host's or an interface's, with that done by it or no more. */
export function withNetem(entry: JsonObject, { way, what, amount }: Degree, on: boolean): JsonObject {
  const netem = isJsonObject(entry.netem) ? entry.netem : {}
  const fields = isJsonObject(netem[way]) ? netem[way] : {}
  const ofWay = withFields(fields, { [FIELDS[what]]: on ? amount : undefined })
  const both = withFields(netem, { [way]: isEmpty(ofWay) ? undefined : ofWay })
  return withFields(entry, { netem: isEmpty(both) ? undefined : both })
}

const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0

/** What one would try first; any other amount is written into the file. */
const USUAL: readonly Pick<Degree, 'what' | 'amount'>[] = [
  { what: 'loss', amount: 10 },
  { what: 'loss', amount: 50 },
  { what: 'delay', amount: 20 },
  { what: 'delay', amount: 200 },
  { what: 'jitter', amount: 10 },
  { what: 'duplicate', amount: 10 },
]

const usualDegrees: readonly Degree[] = WAYS.flatMap((way) => USUAL.map((degree) => ({ way, ...degree })))

export const netemOfNode = (node: string): readonly NetemFault[] =>
  usualDegrees.map((degree) => ({ kind: 'node-netem', node, ...degree }))

export const netemOfRouter = ({ underlay }: Cluster, router: string): readonly NetemFault[] =>
  (underlay.routers.find(({ name }) => name === router)?.interfaces ?? []).flatMap(({ subnet }) =>
    usualDegrees.map((degree): NetemFault => ({ kind: 'router-netem', router, subnet, ...degree })),
  )
