import type { Match, Regex } from '../regex/regex'
import type { Address, ReplacementPart, SedAction, SedCommand } from './script'

export interface SedOptions {
  /** `-n` */
  readonly quiet: boolean
  readonly readFile: (path: string) => string | undefined
}

export interface SedEnd {
  readonly text: string
  readonly exitCode: number
  /** It left the script by `q`: no further file is read. */
  readonly quit: boolean
  /** What `w` wrote, by file. */
  readonly written: ReadonlyMap<string, string>
  /** It did more than the lab lets it (`:a;ba`). */
  readonly tooMuch: boolean
}

const MAX_STEPS = 2_000_000

interface State {
  readonly lines: readonly string[]
  /** Whether the last line has its end. */
  readonly endsWithNewline: boolean
  next: number
  pattern: string
  hold: string
  readonly out: string[]
  appended: string[]
  substituted: boolean
  lastRegex: Regex | undefined
  /** Ranges that have begun, by command: up to which line, or until its end matches. */
  readonly ranges: Map<number, number | undefined>
  steps: number
  readonly written: Map<string, string>
}

type Flow = 'next-command' | 'end-cycle' | 'delete' | 'restart' | 'quit' | 'quit-silently' | 'no-input'

/** Source: POSIX sed, and GNU sed 4.9's execute.c. */
export function runSed(script: readonly SedCommand[], input: string, options: SedOptions): SedEnd {
  const lines = input === '' ? [] : (input.endsWith('\n') ? input.slice(0, -1) : input).split('\n')
  const state: State = {
    lines,
    endsWithNewline: input.endsWith('\n'),
    next: 0,
    pattern: '',
    hold: '',
    out: [],
    appended: [],
    substituted: false,
    lastRegex: undefined,
    ranges: new Map(),
    steps: 0,
    written: new Map(),
  }
  let exitCode = 0
  let quit = false
  let keepsPattern = false
  while (state.next < lines.length || keepsPattern) {
    if (!keepsPattern) {
      state.pattern = lines[state.next++] ?? ''
      state.substituted = false
    }
    keepsPattern = false
    const { flow, code } = runCycle(script, state, options)
    if (flow !== 'delete' && flow !== 'quit-silently' && flow !== 'restart' && !options.quiet) printPattern(state)
    flushAppended(state)
    if (flow === 'restart') keepsPattern = true
    if (flow === 'quit' || flow === 'quit-silently') {
      exitCode = code
      quit = true
      break
    }
    if (flow === 'no-input' || state.steps > MAX_STEPS) break
  }
  return { text: state.out.join(''), exitCode, quit, written: state.written, tooMuch: state.steps > MAX_STEPS }
}

const isLastLine = (state: State): boolean => state.next >= state.lines.length

/** The last line of an input without a newline at its end is printed without one. */
const endOf = (state: State): string => (isLastLine(state) && !state.endsWithNewline ? '' : '\n')

function printPattern(state: State): void {
  addLine(state, state.pattern)
}

function addLine(state: State, text: string): void {
  const before = state.out.at(-1)
  if (before !== undefined && !before.endsWith('\n')) state.out.push('\n')
  state.out.push(text + endOf(state))
}

function addText(state: State, text: string): void {
  const before = state.out.at(-1)
  if (before !== undefined && !before.endsWith('\n')) state.out.push('\n')
  state.out.push(text)
}

function flushAppended(state: State): void {
  for (const text of state.appended) addText(state, text)
  state.appended = []
}

function runCycle(
  script: readonly SedCommand[],
  state: State,
  options: SedOptions,
): { readonly flow: Flow; readonly code: number } {
  for (let at = 0; at < script.length; at++) {
    if (++state.steps > MAX_STEPS) return { flow: 'quit-silently', code: 1 }
    const command = script[at]
    if (!command) break
    const isSelected = selects(command, at, state) !== command.isNegated
    const { action } = command
    if (action.kind === 'open') {
      if (!isSelected) at = action.end - 1
      continue
    }
    if (!isSelected || action.kind === 'label') continue
    if (action.kind === 'jump') {
      if (action.letter === 't' && !state.substituted) continue
      if (action.letter === 'T' && state.substituted) continue
      if (action.letter === 't') state.substituted = false
      if (action.target < 0) break
      at = action.target - 1
      continue
    }
    if (action.kind === 'quit') {
      return { flow: action.letter === 'q' ? 'quit' : 'quit-silently', code: action.exitCode }
    }
    const flow = runAction(action, { state, command, options, at })
    if (flow !== 'next-command') return { flow, code: 0 }
  }
  return { flow: 'end-cycle', code: 0 }
}

interface Around {
  readonly state: State
  readonly command: SedCommand
  readonly options: SedOptions
  readonly at: number
}

type Doing = Exclude<SedAction, { readonly kind: 'open' | 'label' | 'jump' | 'quit' }>

function runAction(action: Doing, around: Around): Flow {
  const { state, options } = around
  switch (action.kind) {
    case 'substitute':
      return substitute(action, state)
    case 'translate':
      state.pattern = [...state.pattern].map((character) => action.map.get(character) ?? character).join('')
      return 'next-command'
    case 'text':
      return putText(action, around)
    case 'file':
      if (action.letter === 'r') {
        const text = options.readFile(action.path)
        if (text) state.appended.push(text)
      } else state.written.set(action.path, `${state.written.get(action.path) ?? ''}${state.pattern}\n`)
      return 'next-command'
    case 'plain':
      return runPlain(action.letter, state, options)
  }
}

function putText(
  { letter, text }: Extract<SedAction, { readonly kind: 'text' }>,
  { state, command, at }: Around,
): Flow {
  if (letter === 'a') state.appended.push(text)
  else if (letter === 'i') addText(state, text)
  else {
    // A range is replaced by the text once, at its end.
    if (!command.to || command.isNegated || !state.ranges.has(at)) addText(state, text)
    return 'delete'
  }
  return 'next-command'
}

function runPlain(letter: string, state: State, { quiet }: SedOptions): Flow {
  switch (letter) {
    case '=':
      addText(state, `${state.next}\n`)
      return 'next-command'
    case 'd':
      return 'delete'
    case 'D': {
      const end = state.pattern.indexOf('\n')
      if (end < 0) return 'delete'
      state.pattern = state.pattern.slice(end + 1)
      return 'restart'
    }
    case 'g':
      state.pattern = state.hold
      return 'next-command'
    case 'G':
      state.pattern += `\n${state.hold}`
      return 'next-command'
    case 'h':
      state.hold = state.pattern
      return 'next-command'
    case 'H':
      state.hold += `\n${state.pattern}`
      return 'next-command'
    case 'x':
      ;[state.pattern, state.hold] = [state.hold, state.pattern]
      return 'next-command'
    case 'l':
      addText(state, `${unambiguous(state.pattern)}$\n`)
      return 'next-command'
    case 'n':
      if (isLastLine(state)) return 'no-input'
      if (!quiet) printPattern(state)
      flushAppended(state)
      state.pattern = state.lines[state.next++] ?? ''
      return 'next-command'
    case 'N':
      // GNU prints the pattern space where there is no next line.
      if (isLastLine(state)) return 'no-input'
      flushAppended(state)
      state.pattern += `\n${state.lines[state.next++] ?? ''}`
      return 'next-command'
    case 'p':
      printPattern(state)
      return 'next-command'
    case 'P':
      addText(state, `${state.pattern.split('\n', 1)[0]}\n`)
      return 'next-command'
    default:
      state.pattern = ''
      return 'next-command'
  }
}

const NAMES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
}

function unambiguous(text: string): string {
  const shown = [...text].map((character) => NAMES[character] ?? character).join('')
  return shown.replace(/.{69}(?=.)/g, '$&\\\n')
}

function matchesAddress(address: Address, state: State): boolean {
  switch (address.kind) {
    case 'line':
      return state.next === address.line
    case 'last':
      return isLastLine(state)
    case 'step':
      return address.step <= 0
        ? state.next === address.first
        : state.next >= address.first && (state.next - address.first) % address.step === 0
    case 'regex': {
      const regex = address.regex ?? state.lastRegex
      state.lastRegex = regex
      return regex?.match(state.pattern) !== undefined
    }
  }
}

/** Whether the command's addresses select this line; a range remembers that it has begun. */
function selects({ from, to }: SedCommand, at: number, state: State): boolean {
  if (!from) return true
  if (!to) return matchesAddress(from, state)
  const line = state.next
  const isZero = from.kind === 'line' && from.line === 0
  if (isZero && line === 1 && !state.ranges.has(at)) state.ranges.set(at, undefined)
  if (state.ranges.has(at)) {
    const until = state.ranges.get(at)
    if (until !== undefined) {
      if (line >= until) state.ranges.delete(at)
      // A line number that has passed already ends the range before this line.
      return line <= until || to.kind !== 'line' || matchesStart(from, to, at, state)
    }
    if (to.kind !== 'more' && to.kind !== 'multiple' && matchesAddress(to, state)) state.ranges.delete(at)
    return true
  }
  return matchesStart(from, to, at, state)
}

function matchesStart(from: Address, to: NonNullable<SedCommand['to']>, at: number, state: State): boolean {
  const line = state.next
  if (!matchesAddress(from, state)) return false
  switch (to.kind) {
    case 'line':
      if (to.line > line) state.ranges.set(at, to.line)
      break
    case 'more':
      if (to.lines > 0) state.ranges.set(at, line + to.lines)
      break
    case 'multiple': {
      const end = to.of <= 0 ? line : Math.ceil(line / to.of) * to.of
      if (end > line) state.ranges.set(at, end)
      break
    }
    case 'last':
      if (!isLastLine(state)) state.ranges.set(at, undefined)
      break
    default:
      state.ranges.set(at, undefined)
  }
  return true
}

function substitute(action: Extract<SedAction, { readonly kind: 'substitute' }>, state: State): Flow {
  const regex = action.regex ?? state.lastRegex
  state.lastRegex = regex
  if (!regex) return 'next-command'
  const { pattern } = state
  let result = ''
  let at = 0
  let count = 0
  let done = false
  let lastEnd = -1
  for (let from = 0; from <= pattern.length; ) {
    const match = regex.match(pattern, from)
    const [start, end] = match?.[0] ?? []
    if (!match || start === undefined || end === undefined) break
    state.steps++
    // An empty match right after another is none.
    if (start === end && start === lastEnd) {
      from = end + 1
      continue
    }
    count++
    if (count >= action.nth) {
      result += pattern.slice(at, start) + replacementFor(action.replacement, match, pattern)
      at = end
      done = true
      if (!action.all) break
    }
    lastEnd = end
    from = start === end ? end + 1 : end
  }
  if (!done) return 'next-command'
  state.pattern = result + pattern.slice(at)
  state.substituted = true
  if (action.prints) printPattern(state)
  return 'next-command'
}

function replacementFor(parts: readonly ReplacementPart[], match: Match, text: string): string {
  let result = ''
  let all: string | undefined
  let one: string | undefined
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.letter === 'u' || part.letter === 'l') one = part.letter
      else all = part.letter === 'E' ? undefined : part.letter
      continue
    }
    const bounds = part.kind === 'group' ? match[part.number] : undefined
    let piece = part.kind === 'text' ? part.text : bounds ? text.slice(...bounds) : ''
    if (all !== undefined) piece = all === 'U' ? piece.toUpperCase() : piece.toLowerCase()
    if (one !== undefined && piece !== '') {
      const head = piece.charAt(0)
      piece = (one === 'u' ? head.toUpperCase() : head.toLowerCase()) + piece.slice(1)
      one = undefined
    }
    result += piece
  }
  return result
}
