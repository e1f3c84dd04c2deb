import { absolutePath, filesOf, HOME } from '../files'
import { evaluate } from './arithmetic'
import { expandBraces } from './expand-braces'
import { parameterValue, recased, replaced, substring, trimmed } from './expand-parameter'
import { Leave, type Machine, type Steps, type Streams } from './machine'
import { compilePattern, matchesPattern, type PatternCharacter } from './pattern'
import type { Script, Word, WordPart } from './syntax'
import { assign, elementOf, elementsOf, keyOf, namesOf } from './variables'

/** Runs `$(…)` and gives what it wrote. */
export type Substitute = (
  machine: Machine,
  script: Script,
  streams: Streams,
  /** With the line ends at its end. */
  isWhole?: boolean,
) => Steps<string>

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
    if (isAll(part) && part.quoted) {
      const [head, ...more] = yield* valuesOf(expansion, part)
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
    case 'process':
      return yield* textOfProcess(expansion, part.script)
    case 'arithmetic':
      return String(yield* expandNumber(expansion, part.expression))
    case 'parameter':
      return yield* textOfParameter(expansion, part)
  }
}

/** The value of an arithmetic expression; without one the line is given up. */
export function* expandNumber(expansion: Expansion, word: Word): Steps<bigint> {
  const { machine, streams } = expansion
  const value = evaluate(yield* expandText(expansion, word), namesOf(machine))
  if (value.ok) return value.value
  streams.err(`bash: ${value.error}\n`)
  return abandonLine(machine)
}

/** `<(…)`: what it writes stands in a file of this name for as long as the line runs. */
function* textOfProcess(expansion: Expansion, script: Script): Steps<string> {
  const { machine } = expansion
  const { world, host } = machine
  const text = yield* expansion.substitute(machine, script, expansion.streams, true)
  const { files = {} } = world.session
  let number = 63
  while (number > 10 && files[host]?.[`/dev/fd/${number}`] !== undefined) number--
  const path = `/dev/fd/${number}`
  world.session = { ...world.session, files: { ...files, [host]: { ...files[host], [path]: text } } }
  return path
}

/** The line is over, and with it what `<(…)` was. */
export function closeProcesses({ world, host }: Machine): void {
  const own = Object.entries(world.session.files?.[host] ?? {})
  const left = own.filter(([path]) => !path.startsWith('/dev/fd/'))
  if (left.length === own.length) return
  world.session = { ...world.session, files: { ...world.session.files, [host]: Object.fromEntries(left) } }
}

/** bash gives up the whole line where a word cannot be expanded. */
export function abandonLine(machine: Machine): never {
  machine.lastExitCode = 1
  throw new Leave('line', 1)
}

type Parameter = Extract<WordPart, { readonly kind: 'parameter' }>

const indexText = ({ index }: Parameter): string | undefined =>
  index?.map((part) => (part.kind === 'text' ? part.text : '')).join('')

/** `$@`, `${name[@]}`: what stands for several words. */
const isAll = (part: WordPart): part is Parameter =>
  part.kind === 'parameter' &&
  !part.isLength &&
  (part.name === '@' || (part.index !== undefined && indexText(part) === '@'))

function* valuesOf(expansion: Expansion, part: Parameter): Steps<readonly string[]> {
  const { machine } = expansion
  const { name, change, isIndirect } = part
  const elements = elementsOf(machine, name)
  let values: readonly string[] =
    name === '@' || name === '*' ? machine.arguments.slice(1) : elements.map(([, value]) => value)
  if (isIndirect) return elements.map(([key]) => key)
  if (change?.operator === ':') {
    const [from = 0, count] = yield* substringBounds(expansion, change.word)
    // `${@:0}` begins with the shell's own name.
    if (name === '@' || name === '*') values = from === 0 ? machine.arguments : ['', ...values]
    const start = from < 0 ? values.length + Number(from) : Number(from)
    return values.slice(start, count === undefined ? undefined : start + Number(count))
  }
  if (!change) return values
  const changed: string[] = []
  for (const value of values) changed.push((yield* changedValue(expansion, part, value)) ?? '')
  return values.length === 0 && /-|=|\+/.test(change.operator)
    ? [(yield* changedValue(expansion, part, undefined)) ?? '']
    : changed
}

function* textOfParameter(expansion: Expansion, part: Parameter): Steps<string | undefined> {
  const { machine, streams } = expansion
  const { name, isLength } = part
  if (name.startsWith('${')) {
    streams.err(`bash: ${name}: bad substitution\n`)
    return abandonLine(machine)
  }
  const index = indexText(part)
  if (isLength) {
    if (name === '@' || name === '*') return String(machine.arguments.length - 1)
    if (index === '@' || index === '*') return String(elementsOf(machine, name).length)
  }
  if (isAll(part) || name === '*' || index === '*') {
    const values = yield* valuesOf(expansion, part)
    if (values.length === 0 && name !== '@' && name !== '*') return ''
    const joint = name === '*' || index === '*' ? (machine.variables.get('IFS') ?? ' ').charAt(0) : ' '
    return values.length === 0 ? undefined : values.join(part.quoted ? joint : ' ')
  }
  const value = yield* valueOfParameter(expansion, part)
  if (isLength) return String([...(value ?? '')].length)
  return yield* changedValue(expansion, part, value)
}

function* valueOfParameter(expansion: Expansion, part: Parameter): Steps<string | undefined> {
  const { machine, streams } = expansion
  const { name, index, isIndirect, change } = part
  const key = index && keyOf(machine, name, yield* expandText(expansion, index))
  const value = key === undefined ? parameterValue(machine, name) : elementOf(machine, name, key)
  if (isIndirect) return value === undefined ? undefined : parameterValue(machine, value)
  const mayBeUnset = change !== undefined && /^:?[-+=?]$/.test(change.operator)
  if (value === undefined && machine.options.has('u') && !mayBeUnset && !['@', '*', '!'].includes(name)) {
    streams.err(`bash: ${key === undefined ? name : `${name}[${key}]`}: unbound variable\n`)
    return abandonLine(machine)
  }
  return value
}

function* substringBounds(expansion: Expansion, word: Word): Steps<readonly [bigint | number, bigint?]> {
  const [from = '0', count] = (yield* expandText(expansion, word)).split(':')
  const asWord = (text: string): Word => [{ kind: 'text', text, quoted: true }]
  const start = yield* expandNumber(expansion, asWord(from))
  return count === undefined ? [start] : [start, yield* expandNumber(expansion, asWord(count))]
}

/** What `${name…}` makes of the value. */
function* changedValue(
  expansion: Expansion,
  { name, change }: Parameter,
  value: string | undefined,
): Steps<string | undefined> {
  const { machine, streams } = expansion
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
      assign(machine, name, text)
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
    case '^':
    case '^^':
    case ',':
    case ',,':
      return recased(value ?? '', operator, yield* expandPattern(expansion, word))
    case ':': {
      const [start, length] = yield* substringBounds(expansion, word)
      return substring(value ?? '', BigInt(start), length)
    }
    default:
      return trimmed(value ?? '', operator, yield* expandPattern(expansion, word))
  }
}
