/** Variables and arrays of one shell. */
import type { ArithmeticNames } from './arithmetic'
import { evaluate } from './arithmetic'
import type { Hidden, Machine } from './machine'

/** `name[key]=value`, or the variable itself; an array's name alone is its element 0. */
export function assign(machine: Machine, name: string, value: string, key?: string): void {
  const array = machine.arrays.get(name)
  if (key === undefined && !array) {
    machine.variables.set(name, value)
    return
  }
  const before = array ?? asArray(machine.variables.get(name))
  machine.variables.delete(name)
  machine.arrays.set(name, new Map(before).set(key ?? '0', value))
}

const asArray = (value: string | undefined): ReadonlyMap<string, string> =>
  new Map(value === undefined ? [] : [['0', value]])

export function assignArray(machine: Machine, name: string, values: Iterable<readonly [string, string]>): void {
  machine.variables.delete(name)
  machine.arrays.set(name, new Map(values))
}

export function unsetVariable(machine: Machine, name: string): void {
  machine.variables.delete(name)
  machine.arrays.delete(name)
  machine.associative.delete(name)
  machine.exported.delete(name)
}

/** Keys and values in their order; a variable that is no array is one of one element. */
export function elementsOf(machine: Machine, name: string): readonly (readonly [key: string, value: string])[] {
  const array = machine.arrays.get(name) ?? asArray(elementOf(machine, name, '0'))
  const entries = [...array]
  return machine.associative.has(name) ? entries : entries.toSorted(([a], [b]) => Number(a) - Number(b))
}

/** The key of `name[text]`: a number, counted from the end if it is negative, or the text itself. */
export function keyOf(machine: Machine, name: string, text: string): string {
  if (machine.associative.has(name)) return text
  const index = evaluate(text, namesOf(machine))
  if (!index.ok) return '0'
  if (index.value >= 0n) return String(index.value)
  const last = elementsOf(machine, name).at(-1)?.[0] ?? '-1'
  return String(BigInt(last) + 1n + index.value)
}

export function elementOf(machine: Machine, name: string, key: string): string | undefined {
  const array = machine.arrays.get(name)
  if (array || key !== '0') return array?.get(key)
  // After a pipeline of one command that is what there is to say of it.
  return machine.variables.get(name) ?? (name === 'PIPESTATUS' ? String(machine.lastExitCode) : undefined)
}

/** Where arithmetic finds its names, and leaves what it assigns. */
export function namesOf(machine: Machine): ArithmeticNames {
  const parts = (word: string): readonly [name: string, key: string | undefined] => {
    const [, name = word, index] = /^(\w+)\[(.*)\]$/s.exec(word) ?? []
    return [name, index === undefined ? undefined : keyOf(machine, name, index)]
  }
  return {
    get: (word) => {
      const [name, key] = parts(word)
      return elementOf(machine, name, key ?? '0') ?? ''
    },
    set: (word, value) => {
      const [name, key] = parts(word)
      assign(machine, name, value, key)
    },
  }
}

/** `local name`: the function has one of its own until it returns. */
export function hide(machine: Machine, name: string): void {
  const scope = machine.scopes.at(-1)
  if (!scope || scope.has(name)) return
  scope.set(name, {
    value: machine.variables.get(name),
    array: machine.arrays.get(name),
    wasExported: machine.exported.has(name),
  })
  machine.variables.delete(name)
  machine.arrays.delete(name)
}

/** The function has returned. */
export function restore(machine: Machine, scope: ReadonlyMap<string, Hidden>): void {
  for (const [name, { value, array, wasExported }] of scope) {
    unsetVariable(machine, name)
    if (value !== undefined) machine.variables.set(name, value)
    if (array) machine.arrays.set(name, array)
    if (wasExported) machine.exported.add(name)
  }
}
