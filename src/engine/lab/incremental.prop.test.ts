import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { LabDocument } from './document'
import { editsOf, play, upheavalsIn } from './edits.arb'
import { factsOf } from './facts.arb'
import { realize } from './realize'

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ...['003-twopools', '004-borrow', '005-rr', '006-tor', '012-vxlan', '1020-current-tor'].map(
    (name) => [name, readCase(name).document] as const,
  ),
]

describe.each(labs)('in %s', (_, document) => {
  it('an edited lab is what the same lab is to somebody who has never seen it before', () => {
    fc.assert(
      fc.property(editsOf(document, 8, upheavalsIn(document)), (commands) => {
        const lab = commands.reduce((current, command) => {
          const next = play(current, [command])
          realize(next)
          return next
        }, document)
        expect(factsOf(lab)).toEqual(factsOf(structuredClone(lab)))
      }),
      { numRuns: 20 },
    )
  })
})
