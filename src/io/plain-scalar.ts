/** What a plain scalar stands for in YAML 1.2's core schema, as the YAML library has it. */
export function plainScalar(text: string): string | number | boolean | null {
  const first = text.charCodeAt(0)
  // Most scalars begin with a letter that no word of the schema begins with.
  if (first > 0x39 && !WORD_STARTS.has(first)) return text
  if (WORDS.has(text)) return WORDS.get(text) ?? null
  if (INTEGER.test(text)) return Number(text)
  if (OCTAL.test(text)) return Number.parseInt(text.slice(2), 8)
  if (HEXADECIMAL.test(text)) return Number.parseInt(text.slice(2), 16)
  if (FLOAT.test(text)) return Number(text)
  if (INFINITE.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return text
}

const WORDS: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
])

const WORD_STARTS: ReadonlySet<number> = new Set([...'~nNtTfF.'].map((letter) => letter.charCodeAt(0)))

const INTEGER = /^[-+]?[0-9]+$/
const OCTAL = /^0o[0-7]+$/
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/
