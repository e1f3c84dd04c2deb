import { parseArgs } from 'node:util'
import { type AssertionResult, assertionsOf, checkAssertions } from '../analysis/assertions/check-assertions'
import { expectationWords, failureText } from '../words/assertion-text'
import { sayInEnglish } from '../words/english'
import type { Said } from '../words/said'
import { CliError, refuseUsage, writeText } from './cli-error'
import type { CliIo } from './cli-io'
import { junitOf } from './junit'
import { loadLab } from './load-lab'

/** Exit status when something that is checked does not hold. */
const DOES_NOT_HOLD = 1

/** As many pairs as a machine in a pipeline asks in a minute or so. */
const MOST_PAIRS = 200_000

/** Of one assertion as many failures are told. */
const MOST_TOLD = 5

/**
 * `podpath check LAB [--junit FILE]`: whether the lab's assertions hold. FILE `-` is standard output.
 * @throws CliError for bad usage or input, and for a lab that asserts nothing
 */
export function check(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { junit: { type: 'string' } },
    allowPositionals: true,
  })
  const [lab, ...more] = positionals
  if (lab === undefined) return refuseUsage('missing-words', { command: 'check', words: 'LAB' })
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'check', words: more.join(' ') })
  const { document } = loadLab(io, lab)
  if (assertionsOf(document).length === 0) throw new CliError(assertionSays('none', { lab }))
  const results = checkAssertions(document, MOST_PAIRS)
  const { junit } = values
  if (junit === '-') io.stdout(junitOf(lab, results))
  else {
    if (junit !== undefined) writeText(io, junit, junitOf(lab, results))
    io.stdout(report(results))
  }
  return results.every(({ failures }) => failures.length === 0) ? 0 : DOES_NOT_HOLD
}

const assertionSays = (code: string, params: NonNullable<Said['params']> = {}): string =>
  sayInEnglish({ key: `assertion.${code}`, params })

function report(results: readonly AssertionResult[]): string {
  const widest = Math.max(...results.map(({ assertion }) => assertion.line.length))
  const held = results.filter(({ failures }) => failures.length === 0).length
  const lines = results.flatMap(({ assertion, failures }) => [
    `${assertionSays(failures.length === 0 ? 'holds' : 'fails').padEnd(4)}  ${assertion.line.padEnd(widest)}  ${expectationWords(assertion).join(', ')}`,
    ...failures.slice(0, MOST_TOLD).map((failure) => `        ${sayInEnglish(failureText(failure))}`),
    ...(failures.length > MOST_TOLD
      ? [`        ${assertionSays('more', { count: failures.length - MOST_TOLD })}`]
      : []),
  ])
  return [...lines, assertionSays('summary', { held, all: results.length }), ''].join('\n')
}
