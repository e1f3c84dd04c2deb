import { fail, ok, type Result } from '../../engine/result'

/** Where the names in an expression get their values from, and where assignments put them. */
export interface ArithmeticNames {
  readonly get: (name: string) => string
  /** Absent: nothing may be assigned. */
  readonly set?: (name: string, value: string) => void
}

class ArithmeticFault extends Error {
  override readonly name = 'ArithmeticFault'
}

/** `$((…))`, `((…))` and `let` over 64-bit whole numbers, as bash has them. */
export function evaluate(expression: string, names: ArithmeticNames): Result<bigint, string> {
  try {
    return ok(numberIn(expression, names, 0))
  } catch (error) {
    if (error instanceof ArithmeticFault) return fail(error.message)
    throw error
  }
}

const TOKEN =
  /\s+|0[xX][\da-fA-F]+|\d+#[\w@]+|[A-Za-z_]\w*(?:\[[^\]]*\])?|\w+|\*\*|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|./gs

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

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']
const PUNCTUATION = ['(', ')', '~', '!', '?', ':', ',', '++', '--']

interface Reading {
  readonly expression: string
  readonly words: readonly string[]
  at: number
  readonly names: ArithmeticNames
  readonly depth: number
  /** Brackets in brackets. */
  nesting: number
  /** Behind `0 &&`, or in the branch that is not taken: read, and nothing comes of it. */
  isIdle: boolean
}

/** Names in names in names: `a=a` would never end. */
const MAX_DEPTH = 100

function numberIn(expression: string, names: ArithmeticNames, depth: number): bigint {
  const tokens = expression.match(TOKEN) ?? []
  const isKnown = (token: string): boolean =>
    /^[\s\w]/.test(token) || OPERATORS.has(token) || ASSIGNMENTS.includes(token) || PUNCTUATION.includes(token)
  if (!tokens.every(isKnown)) throw new ArithmeticFault(`${expression.trim()}: syntax error: operand expected`)
  const words = tokens.filter((token) => token.trim() !== '')
  if (words.length === 0) return 0n
  if (depth > MAX_DEPTH) throw new ArithmeticFault(`${expression.trim()}: expression recursion level exceeded`)
  const now: Reading = { expression: expression.trim(), words, at: 0, names, depth, nesting: 0, isIdle: false }
  const value = sequence(now)
  if (now.at >= words.length) return value
  const rest = words.slice(now.at).join(' ')
  throw new ArithmeticFault(`${now.expression}: syntax error in expression (error token is "${rest}")`)
}

function takes(now: Reading, word: string): boolean {
  if (now.words[now.at] !== word) return false
  now.at++
  return true
}

function idly<T>(now: Reading, isIdle: boolean, run: () => T): T {
  const before = now.isIdle
  now.isIdle ||= isIdle
  const result = run()
  now.isIdle = before
  return result
}

function sequence(now: Reading): bigint {
  let value = assignment(now)
  while (takes(now, ',')) value = assignment(now)
  return value
}

const isName = (word: string | undefined): word is string => word !== undefined && /^[A-Za-z_]/.test(word)

function assignment(now: Reading): bigint {
  const [name, operator] = now.words.slice(now.at, now.at + 2)
  if (!isName(name) || operator === undefined || !ASSIGNMENTS.includes(operator)) return choice(now)
  now.at += 2
  const given = assignment(now)
  const run = OPERATORS.get(operator.slice(0, -1))
  const value = run ? applied(now, operator.slice(0, -1), run[1], variable(now, name), given) : given
  return assign(now, name, value)
}

function assign(now: Reading, name: string, value: bigint): bigint {
  if (!now.isIdle) now.names.set?.(name, String(value))
  return value
}

function choice(now: Reading): bigint {
  const condition = binary(now, 0)
  if (!takes(now, '?')) return condition
  const yes = idly(now, condition === 0n, () => sequence(now))
  if (!takes(now, ':')) {
    throw new ArithmeticFault(`${now.expression}: \`:' expected for conditional expression (error token is "")`)
  }
  const no = idly(now, condition !== 0n, () => choice(now))
  return condition === 0n ? no : yes
}

function applied(now: Reading, name: string, run: Operation, left: bigint, right: bigint): bigint {
  if (now.isIdle) return 0n
  if ((name === '/' || name === '%') && right === 0n) {
    throw new ArithmeticFault(`${now.expression}: division by 0 (error token is "${now.words[now.at - 1] ?? '0'}")`)
  }
  if (name === '**' && right < 0n) {
    throw new ArithmeticFault(`${now.expression}: exponent less than 0 (error token is "${now.words[now.at - 1]}")`)
  }
  return BigInt.asIntN(64, run(left, right))
}

function binary(now: Reading, least: number): bigint {
  let left = unary(now)
  for (;;) {
    const name = now.words[now.at] ?? ''
    const operator = OPERATORS.get(name)
    if (!operator || operator[0] < least) return left
    now.at++
    const isDecided = (name === '&&' && left === 0n) || (name === '||' && left !== 0n)
    const right = idly(now, isDecided, () => binary(now, name === '**' ? operator[0] : operator[0] + 1))
    left = isDecided ? truth(name === '||') : applied(now, name, operator[1], left, right)
  }
}

function unary(now: Reading): bigint {
  const word = now.words[now.at++]
  if (++now.nesting > MAX_DEPTH * 10) throw new ArithmeticFault('expression recursion level exceeded')
  if (word === undefined) {
    throw new ArithmeticFault(
      `${now.expression}: syntax error: operand expected (error token is "${now.words.at(-1)}")`,
    )
  }
  if (word === '(') {
    const value = sequence(now)
    if (!takes(now, ')'))
      throw new ArithmeticFault(`${now.expression}: missing \`)' (error token is "${now.words.at(-1)}")`)
    return value
  }
  if (word === '++' || word === '--') {
    const name = now.words[now.at]
    const step = word === '++' ? 1n : -1n
    // `--5` is two signs.
    if (!isName(name)) return unary(now)
    now.at++
    return assign(now, name, variable(now, name) + step)
  }
  if (word === '-') return -unary(now)
  if (word === '+') return unary(now)
  if (word === '!') return truth(unary(now) === 0n)
  if (word === '~') return ~unary(now)
  if (/^\d/.test(word)) return numberOf(now, word)
  if (!isName(word)) {
    throw new ArithmeticFault(
      `${now.expression}: syntax error: operand expected (error token is "${now.words.slice(now.at - 1).join('')}")`,
    )
  }
  const value = variable(now, word)
  if (takes(now, '++')) assign(now, word, value + 1n)
  else if (takes(now, '--')) assign(now, word, value - 1n)
  return value
}

function numberOf(now: Reading, word: string): bigint {
  const [, base, digits = ''] = /^(\d+)#([\w@]+)$/.exec(word) ?? []
  if (base !== undefined) {
    let value = 0n
    for (const digit of digits) {
      const number = digitOf(digit, Number(base))
      if (number >= Number(base)) {
        throw new ArithmeticFault(`${now.expression}: value too great for base (error token is "${word}")`)
      }
      value = value * BigInt(base) + BigInt(number)
    }
    return BigInt.asIntN(64, value)
  }
  const isOctal = /^0[0-7]+$/.test(word)
  if (/^(0[xX][\da-fA-F]+|\d+)$/.test(word) && (isOctal || !/^0\d/.test(word))) {
    return BigInt.asIntN(64, BigInt(isOctal ? `0o${word.slice(1)}` : word))
  }
  throw new ArithmeticFault(`${now.expression}: value too great for base (error token is "${word}")`)
}

/** Up to base 36 either case will do; beyond it capitals come after the small letters. */
function digitOf(digit: string, base: number): number {
  if (/\d/.test(digit)) return Number(digit)
  if (digit === '@') return 62
  if (digit === '_') return 63
  const letter = digit.toLowerCase().charCodeAt(0) - 97 + 10
  return base <= 36 || digit === digit.toLowerCase() ? letter : letter + 26
}

function variable(now: Reading, name: string): bigint {
  const text = now.names.get(name).trim()
  return text === '' ? 0n : numberIn(text, now.names, now.depth + 1)
}
