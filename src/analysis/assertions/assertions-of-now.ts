import type { LabDocument } from '../../engine/lab/document'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import type { JsonObject, Manifest } from '../../engine/manifest'
import { outcomeOfPair } from '../pairs/ping-pair'

/** More pods than these are one line for all. */
const MOST_PODS = 5

/**
 * Assertions that hold of the lab as it is: of few pods how each pair is carried, of many that all reach each other, if
 * they do. Something to begin with, and to hold later edits against.
 */
export function assertionsOfNow(document: LabDocument): Manifest {
  const hosts = clusterOf(document).pods.map(podNamespaceName)
  return {
    apiVersion: 'podpath.dev/v1',
    kind: 'Assertions',
    metadata: { name: 'expected' },
    spec: hosts.length > MOST_PODS ? { '* -> *': { reach: true } } : linesOf(document, hosts),
  }
}

function linesOf(document: LabDocument, hosts: readonly string[]): JsonObject {
  const fabric = realize(document)
  const short = (host: string): string => host.replace(/^default\//, '')
  const pairs = hosts.flatMap((from, i) => hosts.slice(i + 1).map((to) => [from, to] as const))
  return Object.fromEntries(
    pairs.map(([from, to]) => {
      const [there, back] = [outcomeOfPair(fabric, from, to), outcomeOfPair(fabric, to, from)]
      const line = `${short(from)} <-> ${short(to)}`
      if (there.kind === 'lost' || back.kind === 'lost') {
        return there.kind === back.kind
          ? [line, { reach: false }]
          : [`${short(from)} -> ${short(to)}`, { reach: there.kind !== 'lost' }]
      }
      const isSame = there.there.carriage === back.there.carriage
      return [line, isSame ? { reach: true, encap: there.there.carriage } : { reach: true }]
    }),
  )
}
