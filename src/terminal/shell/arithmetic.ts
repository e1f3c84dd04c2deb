import { fail, ok, type Result } from '../../engine/result'

/** `$((…))` over 64-bit whole numbers, as bash has it; assignments in it are left out. */
export function evaluate(expression: string, variable: (name: string) => string): Result<bigint, string> {
  const tokens = expression.match(TOKEN) ?? []
  const known = tokens.every((token) => /^[\s\w]/.test(token) || OPERATORS.has(token) || '()~!'.includes(token))
  if (!known) return fail(`${expression.trim()}: syntax error: operand expected`)
  const words = tokens.filter((token) => token.trim() !== '')
  if (words.length === 0) return ok(0n)
  const reading: Reading = { words, at: 0, variable, depth: 0 }
  const value = binary(reading, 0)
  if (!value.ok) return value
  if (reading.at < words.length) {
    const rest = words.slice(reading.at).join(' ')
    return fail(`${expression.trim()}: syntax error in expression (error token is "${rest}")`)
  }
  return value
}

const TOKEN = /\s+|0[xX][\da-fA-F]+|\w+|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||./gs

type Operation = (left: bigint, right: bigint) => bigint
const truth = (value: boolean): bigint => (value ? 1n : 0n)

/** Precedence, and what it does. */
const OPERATORS: ReadonlyMap<string, readonly [precedence: number, run: Operation]> = new Map([
  ['||', [1, (a, b) => truth(a !== 0n || b !== 0n)]],
  ['&&', [2, (a, b) => truth(a !== 0n && b !== 0n)]],
  ['|', [3, (a, b) => a | b]],
  ['^', [4, (a, b) => a ^ b]],
  ['&', [5, (a, b) => a & b]],
  ['==', [6, (a, b) => truth(a === b)]],
  ['!=', [6, (a, b) => truth(a !== b)]],
  ['<', [7, (a, b) => truth(a < b)]],
  ['>', [7, (a, b) => truth(a > b)]],
  ['<=', [7, (a, b) => truth(a <= b)]],
  ['>=', [7, (a, b) => truth(a >= b)]],
  ['<<', [8, (a, b) => a << (b & 63n)]],
  ['>>', [8, (a, b) => a >> (b & 63n)]],
  ['+', [9, (a, b) => a + b]],
  ['-', [9, (a, b) => a - b]],
  ['*', [10, (a, b) => a * b]],
  ['/', [10, (a, b) => a / b]],
  ['%', [10, (a, b) => a % b]],
  ['**', [11, (a, b) => a ** (b > 64n ? 64n : b)]],
])

interface Reading {
  readonly words: readonly string[]
  at: number
  readonly variable: (name: string) => string
  depth: number
}

function binary(reading: Reading, least: number): Result<bigint, string> {
  let left = unary(reading)
  for (;;) {
    if (!left.ok) return left
    const operator = OPERATORS.get(reading.words[reading.at] ?? '')
    if (!operator || operator[0] < least) return left
    const name = reading.words[reading.at++]
    const right = binary(reading, name === '**' ? operator[0] : operator[0] + 1)
    if (!right.ok) return right
    if ((name === '/' || name === '%') && right.value === 0n) {
      return fail(`${reading.words.join(' ')}: division by 0 (error token is "0")`)
    }
    if (name === '**' && right.value < 0n) return fail('exponent less than 0 (error token is "0")')
    left = ok(BigInt.asIntN(64, operator[1](left.value, right.value)))
  }
}

/** Names in names in names: `a=a` would never end. */
const MAX_DEPTH = 100

function unary(reading: Reading): Result<bigint, string> {
  const word = reading.words[reading.at++]
  if (++reading.depth > MAX_DEPTH * 10) return fail('expression recursion level exceeded')
  if (word === undefined)
    return fail(
      `${reading.words.join(' ')}: syntax error: operand expected (error token is "${reading.words.at(-1)} ")`,
    )
  if (word === '(') {
    const value = binary(reading, 0)
    if (value.ok && reading.words[reading.at++] !== ')') return fail("syntax error: missing `)'")
    return value
  }
  if (word === '-' || word === '+' || word === '!' || word === '~') {
    const value = unary(reading)
    if (!value.ok) return value
    const number = value.value
    return ok(word === '-' ? -number : word === '!' ? truth(number === 0n) : word === '~' ? ~number : number)
  }
  if (/^\d/.test(word)) {
    const isOctal = /^0[0-7]+$/.test(word)
    if (/^(0[xX][\da-fA-F]+|\d+)$/.test(word) && (isOctal || !/^0\d/.test(word))) {
      return ok(BigInt.asIntN(64, BigInt(isOctal ? `0o${word.slice(1)}` : word)))
    }
    return fail(`${word}: value too great for base (error token is "${word}")`)
  }
  if (!/^[A-Za-z_]/.test(word))
    return fail(`${reading.words.join(' ')}: syntax error: operand expected (error token is "${word}")`)
  const text = reading.variable(word).trim()
  if (text === '') return ok(0n)
  return evaluate(
    text,
    reading.depth > MAX_DEPTH ? () => '0' : (name) => (name === word ? '0' : reading.variable(name)),
  )
}
