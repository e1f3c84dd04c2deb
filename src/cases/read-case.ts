import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { invariant } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { parseLab } from '../io/parse-lab'
import type { Expected } from './compare-case'

const FIXTURES = join(import.meta.dirname, '../../fixtures')

export interface RecordedCase {
  readonly document: LabDocument
  readonly expected: Expected
}

/** A case that the engine is known not to agree with yet, and why. */
export interface KnownGap {
  readonly case: string
  readonly reason: string
}

export const caseNames = (): readonly string[] =>
  readdirSync(join(FIXTURES, 'cases'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()

/** @throws InvariantError if the lab of the case does not parse. */
export function readCase(name: string): RecordedCase {
  const folder = join(FIXTURES, 'cases', name)
  const parsed = parseLab(readFileSync(join(folder, 'lab.yaml'), 'utf8'), `${name}/lab.yaml`)
  invariant(parsed.ok, `${name}: ${parsed.ok ? '' : JSON.stringify(parsed.error)}`)
  const expected: Expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  return { document: parsed.value.document, expected }
}

export const readKnownGaps = (): readonly KnownGap[] =>
  parse(readFileSync(join(FIXTURES, 'known-gaps.yaml'), 'utf8')) ?? []
