import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import type { LabDocument } from '../../engine/lab/document'
import { bornWithVxlan, edited } from '../../engine/lab/example-lab'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { kindOf } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { diagnose } from './diagnose'
import type { Finding } from './finding'
import { woundedLabs } from './wounds.arb'

const NEVER = edited(reference.document, { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })

const LABS: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ['mode Never', NEVER],
  ['VXLAN', bornWithVxlan(reference.document, 'CrossSubnet')],
  ...['003-twopools', '006-tor', '010-dropsrc', '032-tor'].map((name) => [name, readCase(name).document] as const),
]

/** Asked ping by ping, of the pods that are there. */
function lostIn(document: LabDocument): ReadonlySet<string> {
  const fabric = realize(document)
  const hosts = clusterOf(document).pods.map(podNamespaceName)
  const pairs = hosts.flatMap((from) => hosts.filter((to) => to !== from).map((to) => [from, to] as const))
  return new Set(
    pairs
      .filter(([from, to]) => kindOf(outcomeOfPair(fabric, from, to)) === 'lost')
      .map(([from, to]) => `${from} ${to}`),
  )
}

const sameAs = (finding: Finding) => (other: Finding) =>
  other.code === finding.code && other.element === finding.element && other.resource.name === finding.resource.name

describe.each(LABS)('in labs made of %s', (_, base) => {
  const labs = woundedLabs(base, 3, 3)

  it('where some pods do not reach each other, something is found that loses packets', () => {
    fc.assert(
      fc.property(labs, ({ document, wounds }) => {
        const lost = lostIn(document)
        if (lost.size > 0) expect(diagnose(document)[0]?.severity, [...wounds, ...lost].join('\n')).toBe('error')
      }),
      { numRuns: 25 },
    )
  })

  it('[DOCTOR-1] every fix that is offered ends its finding and loses no pods that reached each other', () => {
    fc.assert(
      fc.property(labs, ({ document, wounds }) => {
        const lost = lostIn(document)
        const findings = diagnose(document)
        for (const finding of findings) {
          if (!finding.fix) continue
          const cured = edited(document, ...finding.fix.commands)
          const why = [finding.code, ...wounds].join('\n')
          const left = diagnose(cured).filter(sameAs(finding))
          expect(left.length, why).toBeLessThan(findings.filter(sameAs(finding)).length)
          expect(
            [...lostIn(cured)].filter((pair) => !lost.has(pair)),
            why,
          ).toEqual([])
        }
      }),
      { numRuns: 15 },
    )
  })
})
