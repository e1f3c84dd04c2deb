import { afterAll, describe, expect, it } from 'vitest'
import { compareCase, type Difference } from './compare-case'
import { caseNames, readCase, readKnownGaps } from './read-case'

const names = caseNames()
const gaps = new Map(readKnownGaps().map((gap) => [gap.case, gap.reason]))
const REFERENCE = ['reference-always', 'reference-crosssubnet', 'reference-never']

/** Enough to see what is wrong, without a screenful a case. */
const SHOWN = 12

function report(differences: readonly Difference[]): string {
  const shown = differences.slice(0, SHOWN).map(({ host, what, expected, got }) => {
    const indented = (text: string): string => text.replaceAll('\n', '\n             ')
    return `${host}: ${what}\n   recorded  ${indented(expected)}\n   computed  ${indented(got)}`
  })
  const more = differences.length - shown.length
  return [`${differences.length} differences`, ...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n')
}

describe('recorded cases', () => {
  const equal: string[] = []
  const listed: string[] = []

  it.each(names)('%s', (name) => {
    const reason = gaps.get(name)
    const { document, expected } = readCase(name)
    const differences = compareCase(document, expected)
    if (reason !== undefined) {
      expect(differences, `${name} is equal now: remove it from fixtures/known-gaps.yaml`).not.toEqual([])
      listed.push(name)
      return
    }
    if (differences.length > 0) expect.fail(report(differences))
    equal.push(name)
  })

  it('lists only cases that exist, each with a reason, and no reference case', () => {
    for (const [name, reason] of gaps) {
      expect(names).toContain(name)
      expect(reason).not.toBe('')
      expect(REFERENCE).not.toContain(name)
    }
    expect(names).toEqual(expect.arrayContaining(REFERENCE))
  })

  afterAll(() => {
    const other = names.length - equal.length - listed.length
    process.stdout.write(`recorded cases: ${equal.length} equal, ${listed.length} listed, ${other} different\n`)
  })
})
