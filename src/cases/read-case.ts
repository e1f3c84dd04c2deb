import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { invariant } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { parseLab } from '../io/parse-lab'
import type { Expected } from './compare-case'

/** Of this checkout; whoever is bundled to run elsewhere says where it is. */
const ROOT = join(import.meta.dirname, '../..')

export interface RecordedCase {
  readonly document: LabDocument
  readonly expected: Expected
}

/** A case that the engine is known not to agree with yet, and why. */
export interface KnownGap {
  readonly case: string
  readonly reason: string
}

export const caseNames = (root = ROOT): readonly string[] =>
  readdirSync(join(root, 'fixtures/cases'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()

/** @throws InvariantError if the lab of the case does not parse. */
export function readCase(name: string): RecordedCase {
  const folder = join(ROOT, 'fixtures/cases', name)
  const parsed = parseLab(readFileSync(join(folder, 'lab.yaml'), 'utf8'), `${name}/lab.yaml`)
  invariant(parsed.ok, `${name}: ${parsed.ok ? '' : JSON.stringify(parsed.error)}`)
  const expected: Expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  return { document: parsed.value.document, expected }
}

export const readKnownGaps = (root = ROOT): readonly KnownGap[] =>
  parse(readFileSync(join(root, 'fixtures/known-gaps.yaml'), 'utf8')) ?? []
