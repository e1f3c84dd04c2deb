import fc from 'fast-check'
import { expect, it } from 'vitest'
import { editsOf, play } from '../../engine/lab/edits.arb'
import { randomFault } from '../../engine/lab/faults/possible-faults'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { kindOf } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { diagnose } from './diagnose'

/** Labs that somebody has edited, some with something broken. */
const labs = fc.tuple(editsOf(reference.document, 6), fc.option(fc.integer())).map(([edits, seed]) => {
  const document = play(reference.document, edits)
  const fault = seed === null ? undefined : randomFault(clusterOf(document), seed)
  return fault ? play(document, [{ kind: 'set-fault', fault, on: true }]) : document
})

it('where some pods do not reach each other, something is found that loses packets', () => {
  fc.assert(
    fc.property(labs, (document) => {
      const hosts = clusterOf(document).pods.map(podNamespaceName)
      const fabric = realize(document)
      const lost = hosts.flatMap((from) =>
        hosts
          .filter((to) => to !== from && kindOf(outcomeOfPair(fabric, from, to)) === 'lost')
          .map((to) => `${from} ${to}`),
      )
      if (lost.length > 0) expect(diagnose(document)[0]?.severity, lost.join()).toBe('error')
    }),
    { numRuns: 100 },
  )
})
