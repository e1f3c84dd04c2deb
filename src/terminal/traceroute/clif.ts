import { fail, ok, type Result } from '../../engine/result'

/** An option of a program that reads its command line with traceroute's own library (libsupp/clif.c, 2.1.2). */
export interface ClifOption {
  readonly letter?: string
  readonly long?: string
  /** Of what it takes; absent: a flag. */
  readonly value?: string
  /** `CLIF_ABBREV`: three letters of the long name are enough. */
  readonly abbreviated?: true
  /** `CLIF_ONEDASH`: the long name after one dash. */
  readonly oneDash?: true
}

export interface ClifWord {
  readonly option: ClifOption
  readonly value: string
  /** As the option was written, and its place among the words, for a complaint about the value. */
  readonly written: string
  readonly place: number
}

export interface ClifLine {
  readonly options: readonly ClifWord[]
  readonly operands: readonly { readonly text: string; readonly place: number }[]
}

/** What it says, and the option that it does not know. */
export interface ClifProblem {
  readonly text: string
  readonly unknown?: string
}

/** `CLIF_MIN_ABBREV` */
const MIN_ABBREVIATION = 3

/** Source: `CLIF_parse_cmdline`, with a value that may be joined to its letter (`CLIF_MAY_JOIN_ARG`). */
export function parseClif(words: readonly string[], known: readonly ClifOption[]): Result<ClifLine, ClifProblem> {
  const options: ClifWord[] = []
  const operands: { text: string; place: number }[] = []
  let isOver = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const place = at + 1
    if (isOver || !word.startsWith('-') || word === '-' || word.startsWith('---')) {
      operands.push({ text: word, place })
      continue
    }
    const [name = '', ...values] = word.replace(/^--?/, '').split('=')
    const joined = values.length > 0 ? values.join('=') : undefined
    const long = word.startsWith('--') ? longOption(known, name, joined) : oneDashOption(known, name)
    if (long) {
      const written = `${long.oneDash ? '-' : '--'}${long.long}`
      if (long.value !== undefined && joined === undefined)
        return fail(missing(written, place, `${written}=${long.value}`))
      options.push({ option: long, value: joined ?? '', written, place })
      continue
    }
    if (word === '--') {
      isOver = true
      continue
    }
    if (word.startsWith('--')) {
      const withValue = joined === undefined ? '' : ` (with arg \`${joined}')`
      return fail({ text: `Bad option \`${word}'${withValue} (argc ${place})`, unknown: word })
    }
    for (let index = 1; index < word.length; index++) {
      const letter = word.charAt(index)
      const option = known.find((candidate) => candidate.letter === letter)
      const written = `-${letter}`
      if (!option) return fail({ text: `Bad option \`${written}' (argc ${place})`, unknown: written })
      if (option.value === undefined) {
        options.push({ option, value: '', written, place })
        continue
      }
      const isFirst = index === 1
      const rest = word.slice(index + 1)
      const value = rest === '' ? words[++at] : isFirst ? rest : undefined
      if (value === undefined) return fail(missing(written, place, `${written} ${option.value}`))
      options.push({ option, value, written, place: at + 1 })
      break
    }
  }
  return ok({ options, operands })
}

const missing = (written: string, place: number, usage: string): ClifProblem => ({
  text: `Option \`${written}' (argc ${place}) requires an argument: \`${usage}'`,
})

function longOption(known: readonly ClifOption[], name: string, value: string | undefined): ClifOption | undefined {
  const takes = (option: ClifOption): boolean => value === undefined || option.value !== undefined
  const exact = known.find((option) => !option.oneDash && option.long === name && takes(option))
  if (exact) return exact
  const short = known.filter(
    (option) =>
      option.abbreviated && name.length >= MIN_ABBREVIATION && option.long?.startsWith(name) === true && takes(option),
  )
  return short.length === 1 ? short[0] : undefined
}

const oneDashOption = (known: readonly ClifOption[], name: string): ClifOption | undefined =>
  known.find((option) => option.oneDash && option.long === name)
