import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { LabDocument } from './document'
import { pingsOf, tablesOf } from './facts.arb'
import { realize } from './realize'

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ...['003-twopools', '004-borrow', '005-rr', '012-vxlan', '1020-current-tor'].map(
    (name) => [name, readCase(name).document] as const,
  ),
]

describe.each(labs)('in %s', (_, document) => {
  it('the order of the resources changes no table and no ping', () => {
    const fabric = realize(document)
    const expected = { tables: tablesOf(fabric), pings: pingsOf(fabric) }
    const { manifests } = document
    fc.assert(
      fc.property(fc.shuffledSubarray([...manifests], { minLength: manifests.length }), (shuffled) => {
        const other = realize({ manifests: shuffled })
        expect({ tables: tablesOf(other), pings: pingsOf(other) }).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})
