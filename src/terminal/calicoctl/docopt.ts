import { fail, ok, type Result } from '../../engine/result'

/** An option of a program whose help text docopt reads: `-o --output=<OUTPUT>`. */
export interface DocoptOption {
  readonly long: string
  readonly short?: string
  readonly takesValue?: true
}

export interface DocoptArguments {
  readonly operands: readonly string[]
  readonly has: (long: string) => boolean
  readonly value: (long: string) => string | undefined
}

/**
 * Arguments in any order, as docopt takes them: `-o yaml`, `-oyaml`, `--output=yaml`, `--output yaml`, and long options by
 * any beginning that only one of them has. Fails for what the help text does not have.
 */
export function docopt(words: readonly string[], options: readonly DocoptOption[]): Result<DocoptArguments, 'usage'> {
  const values = new Map<string, string>()
  const operands: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const next = (): string | undefined => words[++index]
    if (word === '--') {
      operands.push(...words.slice(index + 1))
      break
    }
    if (word === '-' || !word.startsWith('-')) operands.push(word)
    else if (!(word.startsWith('--') ? readLong : readShort)(word, options, next, values)) return fail('usage')
  }
  return ok({ operands, has: (long) => values.has(long), value: (long) => values.get(long) })
}

type Read = (
  word: string,
  options: readonly DocoptOption[],
  next: () => string | undefined,
  values: Map<string, string>,
) => boolean

const readLong: Read = (word, options, next, values) => {
  const [name = '', ...rest] = word.slice(2).split('=')
  const exact = options.filter(({ long }) => long === name)
  const [option, ...others] = exact.length > 0 ? exact : options.filter(({ long }) => long.startsWith(name))
  if (!option || others.length > 0) return false
  const given = word.includes('=') ? rest.join('=') : undefined
  if (!option.takesValue) {
    values.set(option.long, '')
    return given === undefined
  }
  return keep(values, option, given ?? next())
}

const readShort: Read = (word, options, next, values) => {
  for (let at = 1; at < word.length; at++) {
    const option = options.find(({ short }) => short === word.charAt(at))
    if (!option) return false
    if (option.takesValue) return keep(values, option, at + 1 < word.length ? word.slice(at + 1) : next())
    values.set(option.long, '')
  }
  return true
}

function keep(values: Map<string, string>, { long }: DocoptOption, value: string | undefined): boolean {
  if (value === undefined) return false
  values.set(long, value)
  return true
}
