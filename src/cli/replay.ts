import { parseArgs } from 'node:util'
import { realize } from '../engine/lab/realize'
import { parseLab } from '../io/parse-lab'
import { parseTranscript, type Transcript } from '../io/transcript'
import type { Session } from '../terminal/command'
import { comparable } from '../terminal/transcript/comparable'
import { outputDifference } from '../terminal/transcript/line-difference'
import { type ReplayedStep, replay as replaySteps } from '../terminal/transcript/replay'
import { CliError, readText, refuse, refuseIssues, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab, noHostText } from './load-lab'
import { shownText } from './print-chunks'
import { withHomes } from './with-homes'

const OPTIONS = { json: { type: 'boolean', default: false }, files: { type: 'string' } } as const

/** What a check that does not hold ends with. */
const DIFFERENT = 1

/**
 * `podpath replay [LAB] FILE`: types a transcript again and says of each step whether it printed the same. Without LAB
 * it is typed in the lab that the transcript brings. @throws CliError for bad usage or input
 */
export function replay(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  const [first, second, ...more] = positionals
  if (first === undefined) return refuseUsage('missing-words', { command: 'replay', words: '[LAB] FILE' })
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'replay', words: more.join(' ') })
  if (values.files !== undefined && !io.isFolder(values.files)) return refuse('no-folder', { folder: values.files })
  const file = second ?? first
  const transcript = readTranscript(io, file)
  const session = sessionFor(io, second === undefined ? undefined : first, transcript, file)
  const start = withHomes(session, values.files === undefined ? {} : io.filesIn(values.files))
  const steps = replaySteps(start, transcript, {
    shown: shownText,
    readLab: (text) => labIn(text, file).document,
  })
  io.stdout(values.json ? `${JSON.stringify(jsonOf(steps), null, 2)}\n` : textOf(steps, start, first))
  return steps.every(({ isEqual }) => isEqual) ? 0 : DIFFERENT
}

function readTranscript(io: CliIo, file: string): Transcript {
  const parsed = parseTranscript(readText(io, file))
  if (parsed.ok) return parsed.value
  const { kind, place, why } = parsed.error
  const words = said(`transcript-${kind}`, { why })
  throw new CliError(said('at-place', { place: `${file}:${place.line}:${place.column}`, words }))
}

function sessionFor(io: CliIo, lab: string | undefined, transcript: Transcript, file: string): Session {
  if (lab !== undefined) return { document: loadLab(io, lab).document }
  if (transcript.lab === undefined) return refuse('transcript-without-lab', { file })
  return { document: labIn(transcript.lab, file).document }
}

function labIn(text: string, file: string) {
  const parsed = parseLab(text, `${file} (lab)`)
  return parsed.ok ? parsed.value : refuseIssues(parsed.error)
}

function textOf(steps: readonly ReplayedStep[], { document }: Session, lab: string): string {
  const lines = steps.flatMap((replayed, index) => [headLine(replayed, index), ...detailLines(replayed, document, lab)])
  const equal = steps.filter(({ isEqual }) => isEqual).length
  const summary = said('replayed', { steps: steps.length, equal, different: steps.length - equal })
  return `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}${summary}\n`
}

function headLine({ step, isEqual }: ReplayedStep, index: number): string {
  const [command = '', ...more] = step.command.split('\n')
  const verdict = said(isEqual ? 'step-equal' : 'step-different')
  return `${String(index + 1).padStart(3)}  ${verdict.padEnd(9)}  ${step.host}: ${command}${more.length > 0 ? ' …' : ''}`
}

function detailLines(replayed: ReplayedStep, document: Session['document'], lab: string): readonly string[] {
  const { step, chunks, exitCode, isEqual, missingHost } = replayed
  if (isEqual) return []
  if (missingHost !== undefined) return [`     ${noHostText(realize(document), missingHost, lab)}`]
  const signs = { same: ' ', expected: '-', printed: '+' } as const
  const lines = outputDifference(step.output, shownText(chunks), comparable)
  const isCode = step.exitCode !== undefined && step.exitCode !== exitCode
  return [
    ...lines.map(({ kind, text }) => `     ${signs[kind]} ${text}`.trimEnd()),
    ...(isCode ? [`     ${said('step-exit-codes', { expected: step.exitCode ?? 0, printed: exitCode })}`] : []),
  ]
}

function jsonOf(steps: readonly ReplayedStep[]): object {
  return {
    equal: steps.every(({ isEqual }) => isEqual),
    steps: steps.map(({ step, chunks, exitCode, isEqual, missingHost }, index) => ({
      step: index + 1,
      host: step.host,
      command: step.command,
      equal: isEqual,
      ...(step.output !== undefined && { expected: step.output }),
      printed: missingHost === undefined ? shownText(chunks) : '',
      exitCode,
      ...(step.exitCode !== undefined && { expectedExitCode: step.exitCode }),
      ...(missingHost !== undefined && { missingHost }),
    })),
  }
}
