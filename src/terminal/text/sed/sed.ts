import type { Command, CommandContext, CommandEnd } from '../../command'
import { type FileProblem, readText, writeFile } from '../../files'
import { gnuOptions, isEnd, type OptionSpec } from '../gnu-options'
import { inputsOf } from '../inputs'
import { parseSed } from './parse-sed'
import { runSed, type SedOptions } from './run-sed'
import type { SedCommand } from './script'

const USAGE = `Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...

`

const NOT_MODELLED = [...'luzb', 'debug', 'follow-symlinks', 'posix', 'sandbox', 'null-data', 'unbuffered']

export const SED_OPTIONS: OptionSpec = {
  program: 'sed',
  letters: 'ne:f:Ers',
  long: { quiet: 'n', silent: 'n', expression: 'e', file: 'f', 'regexp-extended': 'E', separate: 's' },
  notModelled: NOT_MODELLED,
  usage: `${USAGE}`,
}

/** GNU sed 4.9. */
export const sedCommand: Command = (all, context) => {
  const { output } = context
  // `-i` takes its suffix only when it is written to it.
  let suffix: string | undefined
  const words = all.map((word, index) => {
    if (all.slice(0, index).includes('--')) return word
    const [, letters, written] = /^-([nErs]*)i(.*)$/.exec(word) ?? /^--(in-place)(?:=(.*))?$/.exec(word) ?? []
    if (letters === undefined) return word
    suffix = written ?? ''
    return letters === '' || letters === 'in-place' ? '-s' : `-${letters}s`
  })
  const given = gnuOptions(SED_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { options, operands, has } = given
  const scripts: { text: string; name: string }[] = []
  for (const { letter, value } of options) {
    if (letter === 'e') scripts.push({ text: value, name: `-e expression #${scripts.length + 1}` })
    if (letter !== 'f') continue
    const file = readText(context, value)
    if (!file.ok) {
      output.err(`sed: couldn't open file ${value}: ${file.error}\n`)
      return { exitCode: 1 }
    }
    scripts.push({ text: file.value, name: `file ${value}` })
  }
  const [first, ...rest] = operands
  if (scripts.length === 0 && first === undefined) {
    output.err(USAGE)
    return { exitCode: 1 }
  }
  const files = scripts.length > 0 ? operands : rest
  if (scripts.length === 0) scripts.push({ text: first ?? '', name: '-e expression #1' })
  const script = compile(scripts, has('E') || has('r') ? 'extended' : 'basic')
  if (typeof script === 'string') {
    output.err(`sed: ${script}\n`)
    return { exitCode: 1 }
  }
  const sed: SedOptions = {
    quiet: has('n'),
    readFile: (path) => {
      const text = readText(context, path)
      return text.ok ? text.value : undefined
    },
  }
  return suffix === undefined
    ? filter(script, files, { sed, context })
    : inPlace(script, files, { sed, context, suffix })
}

function compile(
  scripts: readonly { readonly text: string; readonly name: string }[],
  dialect: 'basic' | 'extended',
): readonly SedCommand[] | string {
  // Several -e are one script, a line each; a problem is told by the piece it is in.
  const text = scripts.map((script) => script.text).join('\n')
  const parsed = parseSed(text, dialect)
  if (!parsed.ok) {
    let { character } = parsed.error
    let piece = scripts[0]
    for (const script of scripts) {
      piece = script
      if (character <= script.text.length) break
      character -= script.text.length + 1
    }
    return `${piece?.name}, char ${character}: ${parsed.error.text}`
  }
  const labels = new Map(
    parsed.value.flatMap(({ action }, index) => (action.kind === 'label' ? [[action.label, index] as const] : [])),
  )
  for (const { action } of parsed.value) {
    if (action.kind !== 'jump' || action.label === '') continue
    const target = labels.get(action.label)
    if (target === undefined)
      return `${scripts[0]?.name}, char ${text.length}: can't find label for jump to \`${action.label}'`
    action.target = target
  }
  return parsed.value
}

interface Around {
  readonly sed: SedOptions
  readonly context: CommandContext
}

function filter(script: readonly SedCommand[], files: readonly string[], { sed, context }: Around): CommandEnd {
  const { inputs, failed } = inputsOf('sed', files, context, sedWords)
  const end = runSed(script, inputs.map(({ text }) => text).join(''), sed)
  context.output.out(end.text)
  if (end.tooMuch) context.output.note({ code: 'too-much', params: { command: 'sed' } })
  let session = context.session
  for (const [path, text] of end.written) {
    const written = writeFile({ ...context, session }, path, text)
    if (written.ok) session = written.value
    else context.output.err(`sed: couldn't open file ${path}: ${written.error}\n`)
  }
  return { exitCode: end.exitCode !== 0 ? end.exitCode : failed ? 2 : 0, session }
}

/** sed's own words for a file it cannot have. */
const sedWords = (name: string, problem: FileProblem): string =>
  problem === 'Is a directory' ? `sed: read error on ${name}: ${problem}` : `sed: can't read ${name}: ${problem}`

function inPlace(
  script: readonly SedCommand[],
  files: readonly string[],
  { sed, context, suffix }: Around & { readonly suffix: string },
): CommandEnd {
  const { output } = context
  if (files.length === 0) {
    output.err('sed: no input files\n')
    return { exitCode: 1 }
  }
  let session = context.session
  let exitCode = 0
  for (const file of files) {
    const view = { ...viewOf(context), session }
    const text = readText(view, file)
    if (!text.ok) {
      const isFolder = text.error === 'Is a directory'
      output.err(
        isFolder ? `sed: couldn't edit ${file}: not a regular file\n` : `sed: can't read ${file}: ${text.error}\n`,
      )
      exitCode = isFolder ? 4 : 2
      continue
    }
    const end = runSed(script, text.value, sed)
    if (suffix !== '') {
      const kept = writeFile(view, suffix.includes('*') ? suffix.replaceAll('*', file) : file + suffix, text.value)
      if (kept.ok) session = kept.value
    }
    const written = writeFile({ ...view, session }, file, end.text)
    if (written.ok) session = written.value
    else output.err(`sed: couldn't open file ${file}: ${written.error}\n`)
    if (end.exitCode !== 0) exitCode = end.exitCode
    if (end.quit) break
  }
  return { exitCode, session }
}

const viewOf = ({ host, directory, session }: CommandContext) => ({ host, directory, session })
