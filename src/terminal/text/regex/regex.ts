import { fail, ok, type Result } from '../../../engine/result'
import { parseRegex, type RegexOptions } from './parse-regex'
import type { Anchor, Dialect, RegexNode, RegexProblem } from './syntax'

/** Start and end of the match and of its groups; undefined for a group that took no part. */
export type Match = readonly (readonly [start: number, end: number] | undefined)[]

export interface Regex {
  readonly groups: number
  /** The leftmost match from `from` on, and of those the longest, as POSIX wants it. */
  readonly match: (text: string, from?: number) => Match | undefined
}

type Instruction =
  | { readonly kind: 'set'; readonly has: (code: number) => boolean }
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  /** Both ways, the first preferred. */
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'back'; readonly number: number }
  | { readonly kind: 'match' }

/** Counted repeats are written out, so `\(a\{999\}\)\{999\}` is refused. */
const MAX_PROGRAM = 20_000

/**
 * Matches without ever going back over the text: time grows with the text times the expression, whatever the expression
 * (R. Cox, "Regular Expression Matching: the Virtual Machine Approach"). Back references cannot be matched so; for
 * those steps are counted.
 */
export function compileRegex(text: string, dialect: Dialect, options: RegexOptions = {}): Result<Regex, RegexProblem> {
  const parsed = parseRegex(text, dialect, options)
  if (!parsed.ok) return parsed
  const { root, groups, hasBack } = parsed.value
  const literal = literalOf(root)
  if (literal !== undefined && literal !== '') {
    const match = (line: string, from = 0): Match | undefined => {
      const at = line.indexOf(literal, from)
      return at < 0 ? undefined : [[at, at + literal.length]]
    }
    return ok({ groups, match })
  }
  const program: Instruction[] = []
  if (!emit(root, program)) return fail('Regular expression too big')
  program.push({ kind: 'match' })
  const match = (line: string, from = 0): Match | undefined => {
    if (hasBack) return matchWithBacks(program, line, { from, groups })
    const bounds = findBounds(program, line, from)
    if (!bounds || groups === 0) return bounds && [bounds]
    return groupsWithin(program, line, { bounds, groups })
  }
  return ok({ groups, match })
}

/** The text that the expression is, if it is no more than that. */
function literalOf(node: RegexNode): string | undefined {
  if (node.kind === 'set') return node.literal
  if (node.kind !== 'sequence') return undefined
  const parts = node.items.map((item) => (item.kind === 'set' ? item.literal : undefined))
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

/** Writes the node's instructions; false if there would be too many. */
function emit(node: RegexNode, program: Instruction[]): boolean {
  if (program.length > MAX_PROGRAM) return false
  switch (node.kind) {
    case 'empty':
      return true
    case 'set':
    case 'anchor':
    case 'back':
      program.push(node)
      return true
    case 'sequence':
      return node.items.every((item) => emit(item, program))
    case 'group': {
      program.push({ kind: 'save', slot: node.number * 2 })
      const fits = emit(node.item, program)
      program.push({ kind: 'save', slot: node.number * 2 + 1 })
      return fits
    }
    case 'choice':
      return emitChoice(node.items, program)
    case 'repeat':
      return emitRepeat(node, program)
  }
}

function emitChoice(items: readonly RegexNode[], program: Instruction[]): boolean {
  const ends: number[] = []
  for (const [index, item] of items.entries()) {
    const fork = program.length
    const isLast = index === items.length - 1
    if (!isLast) program.push({ kind: 'match' })
    if (!emit(item, program)) return false
    if (isLast) break
    ends.push(program.length)
    program.push({ kind: 'match' })
    program[fork] = { kind: 'fork', first: fork + 1, second: program.length }
  }
  for (const end of ends) program[end] = { kind: 'jump', to: program.length }
  return true
}

function emitRepeat(
  { item, least, most }: Extract<RegexNode, { readonly kind: 'repeat' }>,
  program: Instruction[],
): boolean {
  for (let count = 0; count < least; count++) if (!emit(item, program)) return false
  if (most === undefined) {
    const fork = program.length
    program.push({ kind: 'match' })
    if (!emit(item, program)) return false
    program.push({ kind: 'jump', to: fork })
    program[fork] = { kind: 'fork', first: fork + 1, second: program.length }
    return true
  }
  const forks: number[] = []
  for (let count = least; count < most; count++) {
    forks.push(program.length)
    program.push({ kind: 'match' })
    if (!emit(item, program)) return false
  }
  for (const fork of forks) program[fork] = { kind: 'fork', first: fork + 1, second: program.length }
  return true
}

const isWordAt = (text: string, at: number): boolean => /\w/.test(text.charAt(at))

function holds(anchor: Anchor, text: string, at: number): boolean {
  const [before, after] = [isWordAt(text, at - 1), isWordAt(text, at)]
  switch (anchor) {
    case 'line-start':
      return at === 0
    case 'line-end':
      return at === text.length
    case 'word-start':
      return !before && after
    case 'word-end':
      return before && !after
    case 'word-edge':
      return before !== after
    case 'no-word-edge':
      return before === after
  }
}

/**
 * Where the leftmost-longest match is. All ways through the program go over the text side by side; of those at the
 * same instruction the one that started first is kept.
 */
function findBounds(
  program: readonly Instruction[],
  text: string,
  from: number,
): readonly [start: number, end: number] | undefined {
  let now = new Map<number, number>()
  let best: [number, number] | undefined
  for (let at = from; at <= text.length; at++) {
    const here = new Map<number, number>()
    for (const [counter, start] of now)
      if (!best || start <= best[0]) follow(program, { text, at, ways: here }, counter, start)
    if (!best) follow(program, { text, at, ways: here }, 0, at)
    const next = new Map<number, number>()
    const code = at < text.length ? text.charCodeAt(at) : -1
    for (const [counter, start] of here) {
      const instruction = program[counter]
      if (instruction?.kind === 'match') {
        if (!best || start < best[0] || (start === best[0] && at > best[1])) best = [start, at]
      } else if (instruction?.kind === 'set' && code >= 0 && instruction.has(code)) {
        const known = next.get(counter + 1)
        if (known === undefined || start < known) next.set(counter + 1, start)
      }
    }
    if (best && next.size === 0) break
    now = next
  }
  return best
}

/** Adds every instruction that is reached without reading a character. */
function follow(
  program: readonly Instruction[],
  { text, at, ways }: { readonly text: string; readonly at: number; readonly ways: Map<number, number> },
  first: number,
  start: number,
): void {
  const waiting = [first]
  for (let counter = waiting.pop(); counter !== undefined; counter = waiting.pop()) {
    const known = ways.get(counter)
    if (known !== undefined && known <= start) continue
    ways.set(counter, start)
    const instruction = program[counter]
    if (instruction?.kind === 'fork') waiting.push(instruction.second, instruction.first)
    else if (instruction?.kind === 'jump') waiting.push(instruction.to)
    else if (instruction?.kind === 'save') waiting.push(counter + 1)
    else if (instruction?.kind === 'anchor' && holds(instruction.anchor, text, at)) waiting.push(counter + 1)
  }
}

interface Way {
  readonly counter: number
  readonly at: number
  readonly slots: readonly (number | undefined)[]
}

const asMatch = (slots: readonly (number | undefined)[], groups: number, bounds: readonly [number, number]): Match => [
  bounds,
  ...Array.from({ length: groups }, (_, index): readonly [number, number] | undefined => {
    const [start, end] = [slots[index * 2 + 2], slots[index * 2 + 3]]
    return start === undefined || end === undefined ? undefined : [start, end]
  }),
]

/** The groups of the match whose bounds are known: greedy, and nothing is tried twice. */
function groupsWithin(
  program: readonly Instruction[],
  text: string,
  { bounds, groups }: { readonly bounds: readonly [number, number]; readonly groups: number },
): Match {
  const [start, end] = bounds
  const tried = new Set<number>()
  const waiting: Way[] = [{ counter: 0, at: start, slots: [] }]
  for (let way = waiting.pop(); way; way = waiting.pop()) {
    const { counter, at, slots } = way
    const key = counter * (text.length + 2) + at
    if (tried.has(key)) continue
    tried.add(key)
    const instruction = program[counter]
    if (instruction?.kind === 'match' && at === end) return asMatch(slots, groups, bounds)
    waiting.push(...nextWays(instruction, way, text))
  }
  return asMatch([], groups, bounds)
}

/** Where a way goes on; the preferred one last, as it is taken first. */
function nextWays(instruction: Instruction | undefined, { counter, at, slots }: Way, text: string): readonly Way[] {
  switch (instruction?.kind) {
    case 'set':
      return at < text.length && instruction.has(text.charCodeAt(at))
        ? [{ counter: counter + 1, at: at + 1, slots }]
        : []
    case 'anchor':
      return holds(instruction.anchor, text, at) ? [{ counter: counter + 1, at, slots }] : []
    case 'fork':
      return [
        { counter: instruction.second, at, slots },
        { counter: instruction.first, at, slots },
      ]
    case 'jump':
      return [{ counter: instruction.to, at, slots }]
    case 'save': {
      const saved = slots.slice()
      saved[instruction.slot] = at
      return [{ counter: counter + 1, at, slots: saved }]
    }
    case 'back': {
      const [start, end] = [slots[instruction.number * 2], slots[instruction.number * 2 + 1]]
      if (start === undefined || end === undefined) return []
      const wanted = text.slice(start, end)
      return text.startsWith(wanted, at) ? [{ counter: counter + 1, at: at + wanted.length, slots }] : []
    }
    default:
      return []
  }
}

/** Back references are the one thing that needs every way tried; after this many steps it counts as no match. */
const MAX_STEPS = 300_000

function matchWithBacks(
  program: readonly Instruction[],
  text: string,
  { from, groups }: { readonly from: number; readonly groups: number },
): Match | undefined {
  let steps = 0
  for (let start = from; start <= text.length; start++) {
    let best: Way | undefined
    const seen = new Set<string>()
    const waiting: Way[] = [{ counter: 0, at: start, slots: [] }]
    for (let way = waiting.pop(); way && steps < MAX_STEPS; way = waiting.pop()) {
      steps++
      const key = `${way.counter} ${way.at} ${way.slots.join(',')}`
      if (seen.has(key)) continue
      seen.add(key)
      const instruction = program[way.counter]
      if (instruction?.kind === 'match' && (!best || way.at > best.at)) best = way
      else waiting.push(...nextWays(instruction, way, text))
    }
    if (best) return asMatch(best.slots, groups, [start, best.at])
  }
  return undefined
}
