import { fail, ok, type Result } from '../../engine/result'

/** `longopts` in tcpdump.c, in its order: the letter that means the same, with a colon if it takes a value. */
const LONG: Readonly<Record<string, string>> = {
  'buffer-size': 'B:',
  'list-interfaces': 'D',
  help: '',
  interface: 'i:',
  'monitor-mode': 'I',
  'time-stamp-type': 'j:',
  'list-time-stamp-types': 'J',
  micro: '',
  nano: '',
  'dont-verify-checksums': 'K',
  'list-data-link-types': 'L',
  'no-optimize': 'O',
  'no-promiscuous-mode': 'p',
  direction: 'Q:',
  'snapshot-length': 's:',
  'absolute-tcp-sequence-numbers': 'S',
  'packet-buffered': 'U',
  linktype: 'y:',
  'immediate-mode': '',
  'relinquish-privileges': 'Z:',
  count: '',
  number: '#',
  print: '',
  version: '',
  'time-stamp-precision': ':',
}

/** What glibc's `getopt_long` says, after the program's name. */
export interface LongProblem {
  readonly kind: 'long'
  readonly text: string
}

const problem = (text: string): LongProblem => ({ kind: 'long', text })

/** The words with letters in place of long options, and the options that have no letter. A beginning of a name will do. */
export function withoutLongOptions(
  words: readonly string[],
): Result<{ readonly words: readonly string[]; readonly flags: readonly string[] }, LongProblem> {
  const short: string[] = []
  const flags: string[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      short.push(word, ...rest)
      break
    }
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === '') {
      short.push(word)
      continue
    }
    const fitting = Object.hasOwn(LONG, name) ? [name] : Object.keys(LONG).filter((one) => one.startsWith(name))
    const [full] = fitting
    if (full === undefined) return fail(problem(`unrecognized option '--${name}'`))
    if (fitting.length > 1) {
      const possible = fitting.map((one) => `'--${one}'`).join(' ')
      return fail(problem(`option '--${name}' is ambiguous; possibilities: ${possible}`))
    }
    const [letter = '', takesValue] = [LONG[full]?.replace(':', ''), LONG[full]?.endsWith(':')]
    if (!takesValue && value !== undefined) return fail(problem(`option '--${full}' doesn't allow an argument`))
    const given = takesValue ? (value ?? rest.shift()) : undefined
    if (takesValue && given === undefined) return fail(problem(`option '--${full}' requires an argument`))
    if (letter === '') flags.push(full)
    else short.push(`-${letter}`, ...(given === undefined ? [] : [given]))
  }
  return ok({ words: short, flags })
}
