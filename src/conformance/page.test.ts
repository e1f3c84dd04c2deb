import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readKnownGaps } from '../cases/read-case'
import { conformancePage } from './page'
import { currentFigures } from './write-page'

const root = join(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

it('docs/CONFORMANCE.md and its figures are those of today; else: npm run conformance -- --count 0 --write-page', () => {
  const figures = currentFigures(root)
  expect(JSON.parse(textOf('docs/conformance.json'))).toEqual(figures)
  expect(textOf('docs/CONFORMANCE.md')).toBe(conformancePage(figures, readKnownGaps()))
})
