/** `[[ … ]]` */

import { compileRegex } from '../text/regex/regex'
import { evaluate } from './arithmetic'
import { type Expansion, expandPattern, expandText } from './expand-word'
import { wordTest } from './file-tests'
import type { Steps } from './machine'
import { compilePattern, matchesPattern, type PatternCharacter } from './pattern'
import type { Condition } from './syntax'
import { assignArray, namesOf } from './variables'

/** What cannot be asked: its exit code. */
const WRONG = 2

/** 0 if it holds, 1 if not, 2 if it cannot be asked. */
export function* testCondition(expansion: Expansion, condition: Condition): Steps {
  switch (condition.kind) {
    case 'not': {
      const value = yield* testCondition(expansion, condition.value)
      return value === WRONG ? value : 1 - value
    }
    case 'and': {
      const left = yield* testCondition(expansion, condition.left)
      return left === 0 ? yield* testCondition(expansion, condition.right) : left
    }
    case 'or': {
      const left = yield* testCondition(expansion, condition.left)
      return left === 1 ? yield* testCondition(expansion, condition.right) : left
    }
    case 'unary':
      return Number(!isSo(expansion, condition.operator, yield* expandText(expansion, condition.word)))
    case 'binary':
      return yield* compare(expansion, condition)
  }
}

function isSo({ machine }: Expansion, operator: string, word: string): boolean {
  const { world, host, directory } = machine
  const view = { session: world.session, host, directory }
  if (operator === '-v') return machine.variables.has(word) || machine.arrays.has(word)
  return wordTest(operator === '-a' ? '-e' : operator, word, view) ?? false
}

const NUMBERS: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
}

function* compare(expansion: Expansion, condition: Extract<Condition, { readonly kind: 'binary' }>): Steps {
  const { machine, streams } = expansion
  const { operator } = condition
  const left = yield* expandText(expansion, condition.left)
  const byNumber = Object.hasOwn(NUMBERS, operator) ? NUMBERS[operator] : undefined
  if (byNumber) {
    const right = yield* expandText(expansion, condition.right)
    const [a, b] = [evaluate(left, namesOf(machine)), evaluate(right, namesOf(machine))]
    if (a.ok && b.ok) return Number(!byNumber(a.value, b.value))
    const problem = a.ok ? b : a
    streams.err(`bash: [[: ${problem.ok ? '' : problem.error}\n`)
    return 1
  }
  if (operator === '<' || operator === '>') {
    const right = yield* expandText(expansion, condition.right)
    return Number(!(operator === '<' ? left < right : left > right))
  }
  const pattern = yield* expandPattern(expansion, condition.right)
  if (operator === '=~') return matchRegex(expansion, left, pattern)
  if (!['=', '==', '!='].includes(operator)) return 1
  return Number(matchesPattern(compilePattern(pattern), left) !== (operator !== '!='))
}

/** What was quoted stands for itself. */
function matchRegex({ machine }: Expansion, text: string, pattern: readonly PatternCharacter[]): number {
  const source = pattern
    .map(({ character, quoted }) => (quoted && /[.[\]*+?(){}|^$\\]/.test(character) ? `\\${character}` : character))
    .join('')
  const regex = compileRegex(source, 'extended')
  if (!regex.ok) return WRONG
  const bounds = regex.value.match(text, 0)
  const found = (bounds ?? []).map((group) => (group ? text.slice(group[0], group[1]) : ''))
  assignArray(
    machine,
    'BASH_REMATCH',
    [...found.entries()].map(([index, value]) => [String(index), value] as const),
  )
  return Number(!bounds)
}
