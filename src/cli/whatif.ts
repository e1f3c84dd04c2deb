import { parseArgs } from 'node:util'
import { type Breaker, breakersIn } from '../analysis/flips/breakers'
import type { Flip } from '../analysis/flips/flip'
import { flipsOf } from '../analysis/flips/flips-of'
import { realize } from '../engine/lab/realize'
import { displayName } from '../terminal/host-names'
import { sayInEnglish } from '../words/english'
import { breakerText, flipText, outcomeText } from '../words/flip-text'
import { refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { hostIn, loadLab } from './load-lab'

/** All there are, and not the few that one reads beside a picture. */
const ALL = Number.POSITIVE_INFINITY

/**
 * `podpath whatif LAB FROM TO [--breaks] [--json]`: the single changes that turn a ping over, each tried; with `--breaks`
 * every single change or failure that breaks the pair, the shortest witness first.
 * @throws CliError for bad usage or input
 */
export function whatif(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { breaks: { type: 'boolean' }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [lab, from, to, ...more] = positionals
  if (lab === undefined || from === undefined || to === undefined) {
    return refuseUsage('missing-words', { command: 'whatif', words: 'LAB FROM TO' })
  }
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'whatif', words: more.join(' ') })
  const parsed = loadLab(io, lab)
  const question = { from: hostIn(parsed, from, lab), to: hostIn(parsed, to, lab) }
  const fabric = realize(parsed.document)
  const name = (host: string): string => displayName(fabric, host)
  if (!values.breaks) {
    const flips = flipsOf(parsed.document, question, ALL)
    io.stdout(values.json ? asJson(flips.map(flipJson)) : flipsText(flips))
    return 0
  }
  const search = [...breakersIn(parsed.document, question)].at(-1)
  if (values.json) {
    io.stdout(
      asJson({ tried: search?.tried ?? 0, found: (search?.found ?? []).map((each) => breakerJson(each, name)) }),
    )
  } else if (!search) io.stdout(`${said('whatif-broken', { from: name(question.from), to: name(question.to) })}\n`)
  else {
    const { tried, found } = search
    const lines = found.map(
      (each) =>
        `  ${sayInEnglish(flipText(each))}: ${sayInEnglish(breakerText(each))} (${each.witness.map(name).join(' → ')})`,
    )
    io.stdout([said('whatif-breaks', { found: found.length, tried }), ...lines, ''].join('\n'))
  }
  return 0
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function flipsText(flips: readonly Flip[]): string {
  if (flips.length === 0) return `${said('whatif-none')}\n`
  const lines = flips.map(
    (flip) =>
      `${said(`whatif-${flip.effect}`)}  ${sayInEnglish(flipText(flip))}: ${sayInEnglish(outcomeText(flip.after))}`,
  )
  return `${lines.join('\n')}\n`
}

const flipJson = (flip: Flip) => ({
  change: sayInEnglish(flipText(flip)),
  effect: flip.effect,
  outcome: sayInEnglish(outcomeText(flip.after)),
  commands: flip.commands,
})

const breakerJson = (breaker: Breaker, name: (host: string) => string) => ({
  change: sayInEnglish(flipText(breaker)),
  at: name(breaker.loss.at),
  lost: breaker.loss.of,
  reason: breaker.loss.reason.kind,
  because: sayInEnglish(breakerText(breaker)),
  witness: breaker.witness.map(name),
  ...(breaker.bytes !== undefined && { bytes: breaker.bytes }),
  commands: breaker.commands,
})
