import { absolutePath, filesOf, HOME } from '../files'
import { evaluate } from './arithmetic'
import { expandBraces } from './expand-braces'
import { parameterValue, replaced, substring, trimmed } from './expand-parameter'
import { Leave, type Machine, type Steps, type Streams } from './machine'
import { compilePattern, matchesPattern, type PatternCharacter } from './pattern'
import type { Script, Word, WordPart } from './syntax'

/** Runs `$(…)` and gives what it wrote. */
export type Substitute = (machine: Machine, script: Script, streams: Streams) => Steps<string>

export interface Expansion {
  readonly machine: Machine
  readonly streams: Streams
  readonly substitute: Substitute
}

/** Text of one field, and what of it may be a pattern. */
interface Segment {
  readonly text: string
  readonly quoted: boolean
}

/** All that bash does to the words of a command, in its order. */
export function* expandWords(expansion: Expansion, words: readonly Word[]): Steps<string[]> {
  const fields: string[] = []
  for (const word of words.flatMap(expandBraces)) {
    for (const field of yield* fieldsOf(expansion, word)) fields.push(...pathsOf(expansion.machine, field))
  }
  return fields
}

/** The word as one text: nothing is split, and no file names are looked for. */
export function* expandText(expansion: Expansion, word: Word): Steps<string> {
  let text = ''
  for (const { text: part } of yield* segmentsOf(expansion, word)) text += part
  return text
}

export function* expandPattern(expansion: Expansion, word: Word): Steps<readonly PatternCharacter[]> {
  return charactersOf(yield* segmentsOf(expansion, word))
}

const charactersOf = (segments: readonly Segment[]): readonly PatternCharacter[] =>
  segments.flatMap(({ text, quoted }) => [...text].map((character) => ({ character, quoted })))

/** The parts one after the other; `splits` is asked for each. */
function* segmentsOf(expansion: Expansion, word: Word): Steps<Segment[]> {
  const segments: Segment[] = []
  for (const part of withHome(word))
    segments.push({ text: (yield* textOfPart(expansion, part)) ?? '', quoted: part.quoted })
  return segments
}

/** `~` and `~/…` at the beginning. */
function withHome(word: Word): Word {
  const [first, ...rest] = word
  if (first?.kind !== 'text' || first.quoted || !/^~(\/|$)/.test(first.text)) return word
  if (first.text === '~' && rest.length > 0) return word
  return [{ ...first, text: HOME + first.text.slice(1) }, ...rest]
}

function* fieldsOf(expansion: Expansion, word: Word): Steps<Segment[][]> {
  const fields: Segment[][] = []
  let field: Segment[] | undefined
  for (const part of withHome(word)) {
    const all = part.kind === 'parameter' && part.quoted && part.name === '@' && !part.isLength
    if (all) {
      const [head, ...more] = expansion.machine.arguments.slice(1)
      if (head !== undefined) field = [...(field ?? []), { text: head, quoted: true }]
      for (const text of more) {
        if (field) fields.push(field)
        field = [{ text, quoted: true }]
      }
      continue
    }
    const text = yield* textOfPart(expansion, part)
    if (part.kind === 'text' || part.quoted) {
      if (part.quoted || text !== '') field = [...(field ?? []), { text: text ?? '', quoted: part.quoted }]
      continue
    }
    const separators = expansion.machine.variables.get('IFS') ?? ' \t\n'
    for (const piece of split(text ?? '', separators)) {
      if (piece === undefined) {
        if (field) fields.push(field)
        field = undefined
      } else field = [...(field ?? []), { text: piece, quoted: false }]
    }
  }
  if (field) fields.push(field)
  return fields
}

/** Texts, and undefined where a separator ends a field. */
function* split(text: string, separators: string): Generator<string | undefined> {
  let piece = ''
  for (const character of text) {
    if (!separators.includes(character)) piece += character
    else {
      if (piece !== '' || !/\s/.test(character)) yield piece
      yield undefined
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/** The lab's files that match; the word itself where none does. */
function pathsOf(machine: Machine, field: readonly Segment[]): readonly string[] {
  const text = field.map((segment) => segment.text).join('')
  if (!field.some((segment) => !segment.quoted && /[*?[]/.test(segment.text))) return [text]
  const characters = charactersOf(field)
  const slash = characters.findLastIndex(({ character }) => character === '/')
  const folder = text.slice(0, slash + 1)
  const pattern = compilePattern(characters.slice(slash + 1))
  const base = absolutePath(machine.directory, folder === '' ? '.' : folder)
  const start = base === '/' ? '/' : `${base}/`
  const names = Object.keys(filesOf(machine.world.session, machine.host))
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length).replace(/\/.*$/, ''))
  const wantsHidden = characters[slash + 1]?.character === '.'
  const found = [...new Set(names)].filter(
    (name) => name !== '' && (wantsHidden || !name.startsWith('.')) && matchesPattern(pattern, name),
  )
  return found.length === 0 ? [text] : found.toSorted(byText).map((name) => folder + name)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function* textOfPart(expansion: Expansion, part: WordPart): Steps<string | undefined> {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'substitution':
      return yield* expansion.substitute(expansion.machine, part.script, expansion.streams)
    case 'arithmetic': {
      const { machine, streams } = expansion
      const value = evaluate(yield* expandText(expansion, part.expression), (name) => machine.variables.get(name) ?? '')
      if (value.ok) return String(value.value)
      streams.err(`bash: ${value.error}\n`)
      return abandonLine(machine)
    }
    case 'parameter':
      return yield* textOfParameter(expansion, part)
  }
}

/** bash gives up the whole line where a word cannot be expanded. */
function abandonLine(machine: Machine): never {
  machine.lastExitCode = 1
  throw new Leave('line', 1)
}

function* textOfParameter(
  expansion: Expansion,
  part: Extract<WordPart, { readonly kind: 'parameter' }>,
): Steps<string | undefined> {
  const { machine, streams } = expansion
  const { name, change, isLength } = part
  if (name.startsWith('${')) {
    streams.err(`bash: ${name}: bad substitution\n`)
    return abandonLine(machine)
  }
  const value = parameterValue(machine, name)
  if (isLength) return String((value ?? '').length)
  if (!change) return value
  const { operator, word } = change
  const isMissing = value === undefined || (operator.length === 2 && operator.startsWith(':') && value === '')
  switch (operator.replace(/^:(?=.)/, '')) {
    case '-':
      return isMissing ? yield* expandText(expansion, word) : value
    case '+':
      return isMissing ? '' : yield* expandText(expansion, word)
    case '=': {
      if (!isMissing) return value
      const text = yield* expandText(expansion, word)
      machine.variables.set(name, text)
      return text
    }
    case '?': {
      if (!isMissing) return value
      const text = yield* expandText(expansion, word)
      streams.err(`bash: ${name}: ${text === '' ? 'parameter null or not set' : text}\n`)
      return abandonLine(machine)
    }
    case '/':
    case '//': {
      const characters = yield* expandPattern(expansion, word)
      const text = change.replacement ? yield* expandText(expansion, change.replacement) : ''
      return replaced(value ?? '', { characters, text, all: operator === '//' })
    }
    case ':': {
      const [from = '0', count] = (yield* expandText(expansion, word)).split(':')
      const numberOf = (text: string) => evaluate(text, (other) => machine.variables.get(other) ?? '')
      const start = numberOf(from)
      const length = count === undefined ? undefined : numberOf(count)
      if (!start.ok || length?.ok === false) {
        streams.err(`bash: ${name}: bad substitution\n`)
        return abandonLine(machine)
      }
      return substring(value ?? '', start.value, length?.value)
    }
    default:
      return trimmed(value ?? '', operator, yield* expandPattern(expansion, word))
  }
}
