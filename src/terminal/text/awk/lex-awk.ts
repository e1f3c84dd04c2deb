export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'string' | 'regex' | 'name' | 'function' | 'operator'; readonly text: string }
  | { readonly kind: 'newline' | 'end'; readonly text: string }

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '/': '/',
  '\\': '\\',
}

const OPERATORS = /\*\*=|[-+*/%^<>=!]=|\+\+|--|&&|\|\||>>|[-+*/%^<>=!?:;,(){}[\]$~|]/y
const NUMBER = /(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/y
const NAME = /[A-Za-z_]\w*/y

/** Words of awk; where an operand may stand, `/` begins a regular expression. Undefined: a string or expression never ends. */
export function lexAwk(text: string): readonly Token[] | { readonly near: string } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '#') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      continue
    }
    if (character === '\\' && text.charAt(at + 1) === '\n') {
      at += 2
      continue
    }
    if (character === '\n') tokens.push({ kind: 'newline', text: 'end of line' })
    if (/\s/.test(character)) {
      at++
      continue
    }
    const quoted = character === '"' ? takeString(text, at) : undefined
    const regex = character === '/' && wantsOperand(tokens.at(-1)) ? takeRegex(text, at) : undefined
    if (quoted || regex) {
      tokens.push({ kind: quoted ? 'string' : 'regex', text: (quoted ?? regex)?.text ?? '' })
      at = (quoted ?? regex)?.end ?? text.length
      continue
    }
    if (character === '"') return { near: text.slice(at) }
    NUMBER.lastIndex = at
    const number = NUMBER.exec(text)?.[0]
    if (number !== undefined) {
      tokens.push({ kind: 'number', value: Number(number), text: number })
      at += number.length
      continue
    }
    NAME.lastIndex = at
    const name = NAME.exec(text)?.[0]
    if (name !== undefined) {
      at += name.length
      tokens.push({ kind: text.charAt(at) === '(' ? 'function' : 'name', text: name })
      continue
    }
    OPERATORS.lastIndex = at
    const operator = OPERATORS.exec(text)?.[0]
    if (operator === undefined) return { near: character }
    tokens.push({ kind: 'operator', text: operator })
    at += operator.length
  }
  return [...tokens, { kind: 'end', text: 'end of line' }]
}

const wantsOperand = (before: Token | undefined): boolean =>
  before === undefined ||
  before.kind === 'newline' ||
  (before.kind === 'operator' && ![')', ']', '$', '++', '--'].includes(before.text)) ||
  (before.kind === 'name' && ['print', 'printf', 'return', 'in', 'else', 'do'].includes(before.text))

function takeString(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let result = ''
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') return { text: result, end: at + 1 }
    if (character === '\n') return undefined
    if (character !== '\\') {
      result += character
      continue
    }
    const next = text.charAt(++at)
    result += ESCAPES[next] ?? `\\${next}`
  }
  return undefined
}

function takeRegex(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let result = ''
  let inBracket = false
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '/' && !inBracket) return { text: result, end: at + 1 }
    if (character === '\n') return undefined
    if (character === '[') inBracket = true
    if (character === ']') inBracket = false
    if (character === '\\') {
      const next = text.charAt(++at)
      result += next === '/' ? '/' : 'ntrfv'.includes(next) ? (ESCAPES[next] ?? '') : `\\${next}`
    } else result += character
  }
  return undefined
}
