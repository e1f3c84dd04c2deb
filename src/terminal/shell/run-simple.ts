/** A command of words: its words are expanded, its files opened, its variables set, and it is run. */
import { type Expansion, expandText, expandWords } from './expand-word'
import { type Machine, type Steps, type Streams, spend } from './machine'
import { redirect } from './redirect'
import { runNamed } from './run-named'
import type { Assignment, ShellCommand, Word } from './syntax'
import { assign, assignArray, elementOf, elementsOf, keyOf } from './variables'

export function fails(machine: Machine, exitCode: number): number {
  machine.lastExitCode = exitCode
  return exitCode
}

export function* runSimple(expansion: Expansion, command: Extract<ShellCommand, { readonly kind: 'simple' }>): Steps {
  const { machine } = expansion
  spend(machine.world.limits, 'commands', 1)
  const before = machine.lastExitCode
  const words = yield* expandWords(expansion, command.words)
  const redirected = yield* redirect(expansion, command.redirections, expansion.streams)
  if (!redirected) return fails(machine, 1)
  const assigned: [name: string, value: string][] = []
  for (const assignment of command.assignments) {
    const text = yield* assignAs(expansion, assignment, words.length === 0)
    if (text !== undefined) assigned.push([assignment.name, text])
  }
  if (machine.options.has('x')) trace(expansion, words, assigned)
  try {
    // Without a command the exit code is that of the last `$(…)`, or 0.
    if (words.length === 0) return hasSubstitution(command) ? machine.lastExitCode : fails(machine, 0)
    machine.lastExitCode = before
    return fails(machine, yield* runWith(machine, assigned, words, redirected.streams))
  } finally {
    redirected.close()
  }
}

/** `set -x` */
function trace(
  { machine, streams }: Expansion,
  words: readonly string[],
  assigned: readonly (readonly [name: string, value: string])[],
): void {
  const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
  for (const [name, value] of assigned) streams.err(`+ ${name}=${value === '' ? '' : quoted(value)}\n`)
  if (words.length > 0) streams.err(`${'+'.repeat(Math.max(1, machine.depth + 1))} ${words.map(quoted).join(' ')}\n`)
}

/** Assigns for good if no command follows, and arrays always; otherwise gives the text that the command is to see. */
function* assignAs(expansion: Expansion, assignment: Assignment, isForGood: boolean): Steps<string | undefined> {
  const { machine } = expansion
  const { name, value, appends, index, elements } = assignment
  if (elements) {
    yield* assignElements(expansion, assignment, elements)
    return undefined
  }
  const key = index && keyOf(machine, name, yield* expandText(expansion, index))
  const given = yield* expandText(expansion, value)
  const text = appends ? (elementOf(machine, name, key ?? '0') ?? '') + given : given
  if (isForGood || key !== undefined) assign(machine, name, text, key)
  return key === undefined ? text : undefined
}

const KEYED = /^\[([^\]]*)\]=/

function* assignElements(
  expansion: Expansion,
  { name, appends, isAssociative }: Assignment,
  elements: readonly Word[],
): Steps<void> {
  const { machine } = expansion
  if (isAssociative) machine.associative.add(name)
  const values = new Map(appends ? elementsOf(machine, name) : [])
  let next = Math.max(-1, ...[...values.keys()].map(Number).filter(Number.isInteger)) + 1
  for (const element of elements) {
    const [first] = element
    const [whole, inner] = first?.kind === 'text' && !first.quoted ? (KEYED.exec(first.text) ?? []) : []
    if (whole === undefined || inner === undefined || first?.kind !== 'text') {
      for (const text of yield* expandWords(expansion, [element])) values.set(String(next++), text)
      continue
    }
    const rest: Word = [{ ...first, text: first.text.slice(whole.length) }, ...element.slice(1)]
    const key = keyOf(machine, name, inner)
    values.set(key, yield* expandText(expansion, rest))
    next = Number(key) + 1
  }
  assignArray(machine, name, values)
}

const hasSubstitution = ({ words, assignments }: Extract<ShellCommand, { readonly kind: 'simple' }>): boolean =>
  [...words, ...assignments.map(({ value }) => value)].some((word) => word.some(({ kind }) => kind === 'substitution'))

/** `NAME=value command`: the variable is there for that command alone. */
function* runWith(
  machine: Machine,
  assigned: readonly (readonly [name: string, value: string])[],
  words: readonly string[],
  streams: Streams,
): Steps {
  const before = assigned.map(([name]) => ({
    name,
    value: machine.variables.get(name),
    wasExported: machine.exported.has(name),
  }))
  for (const [name, value] of assigned) {
    machine.variables.set(name, value)
    machine.exported.add(name)
  }
  try {
    return yield* runNamed(machine, words, streams)
  } finally {
    for (const { name, value, wasExported } of before) {
      if (value === undefined) machine.variables.delete(name)
      else machine.variables.set(name, value)
      if (!wasExported) machine.exported.delete(name)
    }
  }
}
