/** What sets and unsets variables. */
import { evaluate } from '../arithmetic'
import { type Builtin, Leave, type Machine, type Streams } from '../machine'
import { assign, assignArray, elementsOf, hide, namesOf, unsetVariable } from '../variables'
import { NAME, plain } from './plain'

const quoted = (value: string): string => `"${value.replace(/["\\$`]/g, '\\$&')}"`

/** `declare -a a=([0]="x")`, as bash writes it down. */
function declaration(machine: Machine, name: string): string {
  if (machine.arrays.has(name)) {
    const values = elementsOf(machine, name).map(([key, value]) => `[${key}]=${quoted(value)}`)
    return `declare -${machine.associative.has(name) ? 'A' : 'a'} ${name}=(${values.join(' ')})\n`
  }
  const value = machine.variables.get(name)
  const letter = machine.exported.has(name) ? 'x' : '-'
  return `declare -${letter} ${name}${value === undefined ? '' : `=${quoted(value)}`}\n`
}

/** `NAME`, `NAME=VALUE` or `NAME+=VALUE`; false if it is none. */
function setWord(machine: Machine, word: string): boolean {
  const [, name, plus, value] = /^([A-Za-z_]\w*)(?:(\+?)=(.*))?$/s.exec(word) ?? []
  if (name === undefined) return false
  if (value !== undefined) assign(machine, name, (plus === '+' ? (machine.variables.get(name) ?? '') : '') + value)
  return true
}

export const exportNames = plain((machine, words, streams) => {
  const names = words.filter((word) => !/^-[pn]$/.test(word))
  if (names.length === 0) {
    for (const name of [...machine.exported].toSorted()) streams.out(declaration(machine, name))
    return 0
  }
  let exitCode = 0
  for (const word of names) {
    const name = /^\w*/.exec(word)?.[0] ?? ''
    if (!setWord(machine, word)) {
      streams.err(`bash: export: \`${word}': not a valid identifier\n`)
      exitCode = 1
    } else if (words[0] === '-n') machine.exported.delete(name)
    else machine.exported.add(name)
  }
  return exitCode
})

export const unset = plain((machine, words) => {
  const isFunction = words[0] === '-f'
  for (const word of words.filter((each) => !/^-[fv]$/.test(each))) {
    const [, name = word, index] = /^(\w+)\[(.*)\]$/.exec(word) ?? []
    const array = machine.arrays.get(name)
    if (index !== undefined && array) {
      machine.arrays.set(name, new Map([...array].filter(([key]) => key !== index)))
    } else if (!isFunction && (machine.variables.has(name) || machine.arrays.has(name))) unsetVariable(machine, name)
    else machine.functions.delete(name)
  }
  return 0
})

/** `declare`, `typeset` and, in a function, `local`. */
export const declare =
  (command: 'declare' | 'local' | 'readonly'): Builtin =>
  (machine, words, streams) =>
    plain(() => declareWords(command, machine, words, streams))(machine, words, streams)

function declareWords(command: string, machine: Machine, words: readonly string[], streams: Streams): number {
  const letters = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('')
  const names = words.filter((word) => !/^[-+][a-zA-Z]+$/.test(word))
  if (command === 'local' && machine.scopes.length === 0) {
    streams.err('bash: local: can only be used in a function\n')
    return 1
  }
  if (letters.includes('p') || (names.length === 0 && command !== 'local')) {
    return printDeclarations(machine, letters, names, streams)
  }
  let exitCode = 0
  for (const word of names) {
    const name = /^\w*/.exec(word)?.[0] ?? ''
    // An array was assigned before this runs (`local a=(…)`): it is the new one.
    const given = machine.arrays.get(name)
    if (machine.scopes.length > 0 && !letters.includes('g')) hide(machine, name)
    if (letters.includes('A')) machine.associative.add(name)
    if (/a|A/.test(letters) && !machine.arrays.has(name)) assignArray(machine, name, given ?? [])
    else if (given && !word.includes('=')) assignArray(machine, name, given)
    if (!NAME.test(name) || !setWord(machine, word)) {
      streams.err(`bash: ${command}: \`${word}': not a valid identifier\n`)
      exitCode = 1
      continue
    }
    if (letters.includes('x')) machine.exported.add(name)
    const value = machine.variables.get(name)
    if (value === undefined) continue
    const number = letters.includes('i') ? evaluate(value, namesOf(machine)) : undefined
    if (number?.ok) assign(machine, name, String(number.value))
    else if (/[ul]/.test(letters))
      assign(machine, name, letters.includes('u') ? value.toUpperCase() : value.toLowerCase())
  }
  return exitCode
}

function printDeclarations(machine: Machine, letters: string, names: readonly string[], streams: Streams): number {
  if (/[fF]/.test(letters)) {
    for (const [name, body] of machine.functions)
      if (names.length === 0 || names.includes(name)) streams.out(`${name} () \n${body}\n`)
    return 0
  }
  const all = [...machine.variables.keys(), ...machine.arrays.keys()].toSorted()
  let exitCode = 0
  for (const name of names.length > 0 ? names : all) {
    if (all.includes(name) || machine.exported.has(name)) streams.out(declaration(machine, name))
    else {
      streams.err(`bash: declare: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
}

const OPTIONS: Readonly<Record<string, string>> = { errexit: 'e', nounset: 'u', xtrace: 'x', pipefail: 'pipefail' }

export const set = plain((machine, words, streams) => {
  const [name = 'bash'] = machine.arguments
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--' || !/^[-+]/.test(word)) {
      machine.arguments = [name, ...words.slice(word === '--' ? at + 1 : at)]
      return 0
    }
    const isOn = word.startsWith('-')
    const letters = [...word.slice(1)].filter((letter) => letter !== 'o')
    const long = word.endsWith('o') ? words[++at] : undefined
    const named = long !== undefined && Object.hasOwn(OPTIONS, long) ? OPTIONS[long] : undefined
    const wrong = letters.find((letter) => !'eux'.includes(letter)) ?? (named === undefined ? long : undefined)
    if (wrong !== undefined) {
      streams.note({ code: 'option-not-modelled', params: { command: 'set', option: words.join(' ') } })
      return 1
    }
    for (const option of [...letters, ...(named === undefined ? [] : [named])]) {
      if (isOn) machine.options.add(option)
      else machine.options.delete(option)
    }
  }
  if (words.length > 0) return 0
  for (const [variable, value] of [...machine.variables].toSorted()) {
    streams.out(`${variable}=${/^[\w./:@%+,-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}\n`)
  }
  return 0
})

export const shift = plain((machine, [count = '1']) => {
  const [name = 'bash', ...words] = machine.arguments
  if (Number(count) > words.length) return 1
  machine.arguments = [name, ...words.slice(Number(count))]
  return 0
})

/** `let 'a = 1'` */
export const letBuiltin = plain((machine, words, streams) => {
  let last = 0n
  for (const word of words) {
    const value = evaluate(word, namesOf(machine))
    if (!value.ok) {
      streams.err(`bash: let: ${value.error}\n`)
      return 1
    }
    last = value.value
  }
  return Number(last === 0n)
})

export const returnFrom = plain((machine, [code], streams) => {
  if (machine.scopes.length === 0) {
    streams.err("bash: return: can only `return' from a function or sourced script\n")
    return 1
  }
  if (code !== undefined) machine.lastExitCode = Number(code) & 255
  throw new Leave('return', 1)
})
