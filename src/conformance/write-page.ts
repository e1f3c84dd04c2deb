import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseNames, readKnownGaps } from '../cases/read-case'
import { type ConformanceFigures, type ConformanceRun, conformancePage } from './page'

/** The recorded cases as the folder has them now, and the runs written down so far. */
export function currentFigures(root: string): ConformanceFigures {
  const path = figuresPath(root)
  const kept: Partial<ConformanceFigures> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const cases = caseNames(root).length
  return {
    recorded: { cases, equal: cases - readKnownGaps(root).length },
    runs: kept.runs ?? [],
    birds: kept.birds ?? [],
  }
}

/** Writes docs/conformance.json and docs/CONFORMANCE.md, with this run if there was one. */
export function writePage(root: string, run?: ConformanceRun): void {
  const { recorded, runs, birds } = currentFigures(root)
  const figures = { recorded, runs: run ? [...runs.filter(({ seed }) => seed !== run.seed), run] : runs, birds }
  writeFileSync(figuresPath(root), `${JSON.stringify(figures, null, 2)}\n`)
  writeFileSync(join(root, 'docs/CONFORMANCE.md'), conformancePage(figures, readKnownGaps(root)))
}

const figuresPath = (root: string): string => join(root, 'docs/conformance.json')
