import type { Command } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[^\P{Cc}]/u,
  digit: /\d/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[\da-fA-F]/,
}

export const TR_OPTIONS: OptionSpec = {
  program: 'tr',
  letters: 'dscCt',
  long: { delete: 'd', 'squeeze-repeats': 's', complement: 'c', 'truncate-set1': 't' },
}

/** GNU tr. */
export const trCommand: Command = (words, context) => {
  const given = gnuOptions(TR_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  const { output } = context
  const refuse = (text: string): { readonly exitCode: number } => {
    output.err(`tr: ${text}\nTry 'tr --help' for more information.\n`)
    return { exitCode: 1 }
  }
  const [set1, set2, extra] = operands
  const wantsTwo = has('d') === has('s')
  if (set1 === undefined) return refuse('missing operand')
  if (set2 === undefined && wantsTwo) {
    const why = has('d')
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.'
    return refuse(`missing operand after ‘${set1}’\n${why}`)
  }
  if (extra !== undefined) return refuse(`extra operand ‘${extra}’`)
  if (set2 !== undefined && has('d') && !has('s')) {
    return refuse(`extra operand ‘${set2}’\nOnly one string may be given when deleting without squeezing repeats.`)
  }
  const [from, to] = [expand(set1), set2 === undefined ? undefined : expand(set2)]
  if (typeof from === 'string' || typeof to === 'string') {
    output.err(`tr: ${typeof from === 'string' ? from : to}\n`)
    return { exitCode: 1 }
  }
  const isInFirst = (character: string): boolean => from.includes(character) !== (has('c') || has('C'))
  const lastOfSecond = to?.at(-1) ?? ''
  const isTruncated = has('t')
  const translate = (character: string): string => {
    if (has('d') || !to || !isInFirst(character)) return character
    if (has('c') || has('C')) return lastOfSecond
    const at = from.lastIndexOf(character)
    return to[at] ?? (isTruncated ? character : lastOfSecond)
  }
  const squeezed = has('s') ? (to ?? undefined) : []
  const isSqueezed = (character: string): boolean =>
    squeezed === undefined ? isInFirst(character) : squeezed.includes(character)
  let result = ''
  let before = ''
  for (const character of context.stdin ?? '') {
    if (has('d') && isInFirst(character)) continue
    const shown = translate(character)
    if (shown === before && isSqueezed(shown)) continue
    result += shown
    before = shown
  }
  output.out(result)
  return { exitCode: 0 }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
}

/** The characters of a set, in order; else what is wrong with it. */
function expand(text: string): readonly string[] | string {
  const characters: string[] = []
  let at = 0
  const take = (): string => {
    if (text[at] !== '\\' || at + 1 >= text.length) return text.charAt(at++)
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
    if (octal !== undefined) {
      at += octal.length + 1
      return String.fromCharCode(Number.parseInt(octal, 8))
    }
    const next = text.charAt(at + 1)
    at += 2
    return ESCAPES[next] ?? next
  }
  while (at < text.length) {
    const name = /^\[:(\w+):\]/.exec(text.slice(at, at + 12))?.[1]
    if (name !== undefined) {
      const pattern = CLASSES[name]
      if (!pattern) return `invalid character class ‘${name}’`
      for (let code = 0; code < 128; code++) {
        if (pattern.test(String.fromCharCode(code))) characters.push(String.fromCharCode(code))
      }
      at += name.length + 4
      continue
    }
    const first = take()
    if (text[at] !== '-' || at + 1 >= text.length) {
      characters.push(first)
      continue
    }
    at++
    const last = take()
    if (last < first) return `range-endpoints of '${first}-${last}' are in reverse collating sequence order`
    for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) characters.push(String.fromCharCode(code))
  }
  return characters
}
