/** `read` and `mapfile`: what stands on the standard input, into variables. */
import type { Machine, Stdin, Streams } from '../machine'
import { assign, assignArray } from '../variables'
import { plain } from './plain'

interface ReadOptions {
  readonly isRaw: boolean
  readonly array: string | undefined
  readonly delimiter: string
  readonly names: readonly string[]
}

const TAKES_VALUE = 'adinNptu'

/** Undefined: bash refuses the option. */
function readOptions(words: readonly string[]): ReadOptions | { readonly wrong: string } {
  let [isRaw, array, delimiter] = [false, undefined as string | undefined, '\n']
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') return { isRaw, array, delimiter, names: words.slice(at + 1) }
    if (!/^-./.test(word)) return { isRaw, array, delimiter, names: words.slice(at) }
    for (let letter = 1; letter < word.length; letter++) {
      const option = word.charAt(letter)
      if (option === 'r') isRaw = true
      else if (TAKES_VALUE.includes(option)) {
        const value = letter + 1 < word.length ? word.slice(letter + 1) : (words[++at] ?? '')
        if (option === 'a') array = value
        if (option === 'd') delimiter = value === '' ? '\0' : value.charAt(0)
        break
      } else if (!'es'.includes(option)) return { wrong: `-${option}` }
    }
  }
  return { isRaw, array, delimiter, names: [] }
}

/** The text up to the delimiter, taken; whether it was there. */
function takeLine(
  stdin: Stdin,
  delimiter: string,
  isRaw: boolean,
): { readonly text: string; readonly isWhole: boolean } {
  let text = ''
  while (stdin.at < stdin.text.length) {
    const character = stdin.text.charAt(stdin.at++)
    if (character === delimiter) return { text, isWhole: true }
    if (character === '\\' && !isRaw) {
      const next = stdin.text.charAt(stdin.at++)
      // What was escaped is no separator any more.
      text += next === '\n' ? '' : `\0${next}`
    } else text += character
  }
  return { text, isWhole: false }
}

/** Splits as `read` does: the last name gets the rest, separators in it included. */
function fieldsOf(text: string, separators: string, count: number): readonly string[] {
  const isBlank = (character: string): boolean => /[ \t\n]/.test(character) && separators.includes(character)
  const fields: string[] = []
  let at = 0
  const skipBlanks = (): void => {
    while (at < text.length && isBlank(text.charAt(at))) at++
  }
  skipBlanks()
  while (at < text.length) {
    if (fields.length === count - 1) {
      let rest = text.slice(at)
      while (rest !== '' && isBlank(rest.charAt(rest.length - 1)) && rest.charAt(rest.length - 2) !== '\0') {
        rest = rest.slice(0, -1)
      }
      // One separator at its end does not count if it is the only one.
      const [first, ...more] = fieldsOf(rest, separators, Number.POSITIVE_INFINITY)
      const isAlone = more.length === 0 && first !== undefined && rest.length === first.length + 1
      fields.push(isAlone ? first : rest)
      break
    }
    let field = ''
    while (at < text.length && !separators.includes(text.charAt(at))) {
      if (text.charAt(at) === '\0') field += text.charAt(at++)
      field += text.charAt(at++)
    }
    fields.push(field)
    skipBlanks()
    if (at < text.length && separators.includes(text.charAt(at)) && !isBlank(text.charAt(at))) {
      at++
      skipBlanks()
    }
  }
  return fields
}

const unmarked = (text: string): string => text.replaceAll('\0', '')

export const read = plain((machine, words, { stdin, err }) => {
  const options = readOptions(words)
  if ('wrong' in options) {
    err(
      `bash: read: ${options.wrong}: invalid option\nread: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n`,
    )
    return 2
  }
  const { names, array, isRaw, delimiter } = options
  const { text, isWhole } = stdin ? takeLine(stdin, delimiter, isRaw) : { text: '', isWhole: false }
  const separators = machine.variables.get('IFS') ?? ' \t\n'
  if (array !== undefined) {
    const fields = fieldsOf(text, separators, Number.POSITIVE_INFINITY)
    assignArray(
      machine,
      array,
      [...fields.entries()].map(([index, field]) => [String(index), unmarked(field)] as const),
    )
  } else if (names.length === 0) assign(machine, 'REPLY', unmarked(text))
  else {
    const fields = fieldsOf(text, separators, names.length)
    for (const [index, name] of names.entries()) assign(machine, name, unmarked(fields[index] ?? ''))
  }
  return isWhole ? 0 : 1
})

/** `mapfile -t lines < file` */
export const mapfile = plain((machine: Machine, words: readonly string[], { stdin }: Streams) => {
  const isBare = words.includes('-t')
  const name = words.find((word) => !word.startsWith('-')) ?? 'MAPFILE'
  const text = stdin ? stdin.text.slice(stdin.at) : ''
  if (stdin) stdin.at = stdin.text.length
  const lines = text.split(/(?<=\n)/).filter((line) => line !== '')
  assignArray(
    machine,
    name,
    [...lines.entries()].map(([index, line]) => [String(index), isBare ? line.replace(/\n$/, '') : line] as const),
  )
  return 0
})
