/**
 * A transcript: what was typed in terminals, on which hosts, and what it printed. A YAML file (docs/TRANSCRIPTS.md):
 *
 * ```yaml
 * lab: |                     # the lab before the first step, as a lab file; absent: it is given when it is replayed
 * files:                     # what the hosts find: host, path, text; a path without a slash is in the home directory
 *   k8s-m: {pods.yaml: "…"}
 * steps:                     # in order, each acts on what the one before left
 *   - host: k8s-m            # a node, router or pod, or - for the workstation
 *     command: route -n | grep UG
 *     output: |-             # both streams, without the last line end; absent: not compared
 *       …
 *     exitCode: 0            # absent: not compared
 *     while: {host: pod1, command: ping -c 1 172.16.34.1}   # runs during it; then it is looked at, before any Ctrl-C
 *     during: 2              # it goes on during the next two steps, and is then ended by Ctrl-C if it still runs
 *     running: true          # it is not ended: the transcript was saved while it ran
 *     lab: |                 # the lab as it is before this step, if something other than a step has changed it
 * ```
 */
import { LineCounter, parseDocument, type YAMLError } from 'yaml'
import type { SourcePlace } from '../engine/issue'
import { isJsonObject, type Json, type JsonObject } from '../engine/manifest'
import { fail, ok, type Result } from '../engine/result'
import { aliasFault } from './alias-fault'
import { nestingFault } from './nesting'
import { blockText } from './write-yaml'

export interface PlacedCommand {
  readonly host: string
  readonly command: string
}

export interface TranscriptStep extends PlacedCommand {
  readonly output?: string
  readonly exitCode?: number
  readonly beside?: PlacedCommand
  readonly during?: number
  readonly running?: true
  readonly lab?: string
}

export interface Transcript {
  readonly lab?: string
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly steps: readonly TranscriptStep[]
}

/** Why a text is no transcript. Its words are in the catalogue under `replay.fault.<kind>`. */
export interface TranscriptFault {
  readonly kind: 'too-large' | 'not-yaml' | 'no-steps' | 'bad-step' | 'bad-files' | 'bad-lab'
  readonly place: SourcePlace
  /** The parser's own words, of a text that is no YAML. */
  readonly why: string
}

const LARGEST_TEXT = 10_000_000
const MOST_ALIASES = 100

export function parseTranscript(text: string): Result<Transcript, TranscriptFault> {
  const start = { line: 1, column: 1 }
  if (text.length > LARGEST_TEXT) return fail({ kind: 'too-large', place: start, why: '' })
  const deep = nestingFault(text)
  if (deep) return fail({ kind: 'not-yaml', place: deep, why: 'it nests too deep' })
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', prettyErrors: false, lineCounter: lines })
  const placeAt = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const [error]: readonly YAMLError[] = document.errors
  if (error) return fail({ kind: 'not-yaml', place: placeAt(error.pos[0]), why: error.message })
  const alias = aliasFault(document)
  if (alias) return fail({ kind: 'not-yaml', place: placeAt(alias.offset), why: `*${alias.name} stands for nothing` })
  const placeOf = (...path: readonly (string | number)[]): SourcePlace => {
    const node = document.getIn(path, true) as { readonly range?: readonly number[] } | undefined
    return node?.range ? placeAt(node.range[0] ?? 0) : start
  }
  const read = readRoot(document.toJS({ maxAliasCount: MOST_ALIASES }) as Json)
  return read.ok ? read : fail({ kind: read.error.kind, place: placeOf(...read.error.path), why: '' })
}

interface Wrong {
  readonly kind: TranscriptFault['kind']
  readonly path: readonly (string | number)[]
}

function readRoot(root: Json): Result<Transcript, Wrong> {
  if (!isJsonObject(root) || !Array.isArray(root.steps)) return fail({ kind: 'no-steps', path: [] })
  const { lab, files = {}, steps } = root
  if (lab !== undefined && typeof lab !== 'string') return fail({ kind: 'bad-lab', path: ['lab'] })
  if (!areFiles(files)) return fail({ kind: 'bad-files', path: ['files'] })
  const read: TranscriptStep[] = []
  for (const [index, given] of (steps as readonly Json[]).entries()) {
    const step = isJsonObject(given) ? readStep(given) : undefined
    if (!step) return fail({ kind: 'bad-step', path: ['steps', index] })
    read.push(step)
  }
  return ok({ ...(lab !== undefined && { lab }), files, steps: read })
}

const areFiles = (files: Json): files is Transcript['files'] & JsonObject =>
  isJsonObject(files) &&
  Object.values(files).every(
    (own) => isJsonObject(own) && Object.values(own).every((content) => typeof content === 'string'),
  )

const placed = (value: Json | undefined): PlacedCommand | undefined =>
  isJsonObject(value) && typeof value.host === 'string' && typeof value.command === 'string'
    ? { host: value.host, command: value.command }
    : undefined

const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0

function readStep(given: JsonObject): TranscriptStep | undefined {
  const { output, exitCode, while: meanwhile, during, running, lab } = given
  const command = placed(given)
  const beside = placed(meanwhile)
  const isRight =
    (output === undefined || typeof output === 'string') &&
    (exitCode === undefined || isCount(exitCode)) &&
    (during === undefined || isCount(during)) &&
    (running === undefined || typeof running === 'boolean') &&
    (lab === undefined || typeof lab === 'string') &&
    (meanwhile === undefined || beside !== undefined)
  if (!command || !isRight) return undefined
  return {
    ...command,
    ...(output !== undefined && { output }),
    ...(exitCode !== undefined && { exitCode }),
    ...(beside && { beside }),
    ...(during !== undefined && { during }),
    ...(running === true && { running }),
    ...(lab !== undefined && { lab }),
  }
}

const HEAD = '# A session in the terminals of a Podpath lab. podpath replay [LAB] FILE types it again and compares.\n'

export function writeTranscript({ lab, files, steps }: Transcript): string {
  const written = {
    ...(lab !== undefined && { lab }),
    ...(Object.keys(files).length > 0 && { files }),
    steps: steps.map(({ host, command, beside, during, running, lab: changed, output, exitCode }) => ({
      ...(changed !== undefined && { lab: changed }),
      host,
      command,
      ...(beside && { while: { ...beside } }),
      ...(during !== undefined && { during }),
      ...(running && { running }),
      ...(output !== undefined && { output }),
      ...(exitCode !== undefined && { exitCode }),
    })),
  }
  return HEAD + blockText(written as Json, { eol: '\n', indentSequences: true })
}
