import type { Command } from '../command'
import { getopt, optionProblemText } from '../getopt'

const USAGE = `Usage: grep [OPTION]... PATTERNS [FILE]...
Try 'grep --help' for more information.
`

/** GNU grep on a pipe: `-E`, `-F`, `-i`, `-v`, `-c`, `-n`, `-o`, `-w`, `-q`, `-e`. */
export const grepCommand: Command = (words, { stdin, output }) => {
  const parsed = getopt(words, 'EFGivcnowqe:')
  if (!parsed.ok) {
    output.err(optionProblemText('grep', parsed.error) + USAGE)
    return { exitCode: 2 }
  }
  const { options, operands } = parsed.value
  const has = (letter: string): boolean => options.some((option) => option.letter === letter)
  const given = options.flatMap(({ letter, value }) => (letter === 'e' && value !== undefined ? [value] : []))
  const [pattern, ...files] = given.length > 0 ? [given.join('\n'), ...operands] : operands
  if (pattern === undefined) {
    output.err(USAGE)
    return { exitCode: 2 }
  }
  if (files.length > 0) {
    output.err(files.map((file) => `grep: ${file}: No such file or directory\n`).join(''))
    return { exitCode: 2 }
  }
  const dialect = has('F') ? 'fixed' : has('E') ? 'extended' : 'basic'
  const regex = compile(pattern, dialect, { ignoreCase: has('i'), wholeWords: has('w') })
  if (!regex) {
    output.note({ code: 'option-not-modelled', params: { command: 'grep', option: pattern } })
    return { exitCode: 2 }
  }
  const lines = (stdin ?? '').replace(/\n$/, '').split('\n')
  const hits =
    (stdin ?? '') === ''
      ? []
      : lines.flatMap((line, index) => {
          const found = [...line.matchAll(regex)].map(([text]) => text)
          const isHit = found.length > 0 !== has('v')
          if (!isHit) return []
          const shown = has('o') ? found.filter((text) => text !== '') : [line]
          return [shown.map((text) => `${has('n') ? `${index + 1}:` : ''}${text}\n`).join('')]
        })
  if (has('c')) output.out(`${hits.length}\n`)
  else if (!has('q')) output.out(hits.join(''))
  return { exitCode: hits.length > 0 ? 0 : 1 }
}

type Dialect = 'basic' | 'extended' | 'fixed'

/** The pattern as a regular expression of ours; undefined if it is none. Each line of it is an alternative. */
function compile(
  pattern: string,
  dialect: Dialect,
  { ignoreCase, wholeWords }: { readonly ignoreCase: boolean; readonly wholeWords: boolean },
): RegExp | undefined {
  const alternatives = pattern.split('\n').map((line) => `(?:${translate(line, dialect)})`)
  const source = alternatives.join('|')
  try {
    return new RegExp(wholeWords ? `(?<!\\w)(?:${source})(?!\\w)` : source, ignoreCase ? 'gi' : 'g')
  } catch {
    return undefined
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:digit:]': '\\d',
  '[:space:]': '\\s',
  '[:alpha:]': 'A-Za-z',
  '[:alnum:]': 'A-Za-z0-9',
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
}

/** In a basic expression `+?|(){}` are themselves, and operators with a backslash: the other way round from ours. */
function translate(pattern: string, dialect: Dialect): string {
  if (dialect === 'fixed') return pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const posix = pattern.replace(/\[:\w+:\]/g, (name) => CLASSES[name] ?? name)
  if (dialect === 'extended') return posix
  return posix.replace(/\\([+?|(){}])|([+?|(){}])/g, (_, escaped: string | undefined, bare: string) =>
    escaped === undefined ? `\\${bare}` : escaped,
  )
}
