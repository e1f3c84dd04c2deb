import type { Fabric } from '../engine/fabric/fabric'
import { invariant } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { findHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import type { Namespace } from '../engine/linux/namespace'
import type { TraceMemory } from '../engine/trace/memory'
import { PLAIN_STYLE, routeJson } from '../terminal/ip/print-route'
import { mainLine } from '../terminal/ip/route-line'
import { asRecorded } from '../terminal/ping/as-recorded'
import { type PingRecord, recordPing } from '../terminal/ping/ping-record'
import { routeTableText } from '../terminal/route-table'
import { afterBgpErrors, withoutBgpErrors } from './bgp-errors'
import { frameDifferences } from './compare-frames'
import { canonical, routeDifferences } from './compare-routes'

/** A recorded case's `expected.json`. */
export interface Expected {
  readonly routes: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly routeN: Readonly<Record<string, string>>
  readonly pings: readonly PingRecord[]
}

/** Where the engine and a recording do not agree. */
export interface Difference {
  readonly host: string
  readonly what: string
  readonly expected: string
  readonly got: string
}

/** Every difference between what was recorded and what the engine makes of the same lab. */
export function compareCase(document: LabDocument, expected: Expected): readonly Difference[] {
  const fabric = realize(document)
  return [
    ...Object.entries(expected.routes).flatMap(([host, routes]) => {
      const got = hostNamed(fabric, host).routes.map((route) => routeJson(mainLine(route), PLAIN_STYLE))
      return routeDifferences(host, routes, got)
    }),
    ...Object.entries(expected.routeN).flatMap(([host, text]) => {
      const got = routeTableText(hostNamed(fabric, host).routes, { numeric: true, extended: false })
      return got === text ? [] : [{ host, what: 'route -n', expected: text, got }]
    }),
    ...pingDifferences(asRecorded(fabric), expected.pings),
  ]
}

function hostNamed(fabric: Fabric, host: string): Namespace {
  const namespace = fabric.namespaces.get(findHost(fabric, host) ?? '')
  invariant(namespace, `the recording names ${host}, which the lab does not have`)
  return namespace
}

/** The pings one after the other, in one network that remembers. */
function pingDifferences(fabric: Fabric, pings: readonly PingRecord[]): Difference[] {
  let memory: TraceMemory | undefined
  return pings.flatMap((expected, index) => {
    const sent = recordPing(fabric, expected, memory)
    invariant(sent.ok, `ping ${expected.from} ${expected.to} ${expected.args} cannot be sent`)
    memory = afterBgpErrors(fabric, expected, sent.value.memory)
    const title = `ping ${index}: ${expected.from} → ${expected.to} ${expected.args}`.trimEnd()
    return [
      ...outcomeDifference(title, expected, sent.value.record),
      ...frameDifferences(title, withoutBgpErrors(expected), withoutBgpErrors(sent.value.record)),
    ]
  })
}

export function outcomeDifference(title: string, expected: PingRecord, got: PingRecord): Difference[] {
  const { frames: _seen, ...wanted } = expected
  const { frames: _made, ...made } = got
  const texts = { expected: canonical(wanted), got: canonical(made) }
  return texts.expected === texts.got ? [] : [{ host: expected.from, what: title, ...texts }]
}
