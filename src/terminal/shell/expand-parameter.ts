import { WORKSTATION } from '../command'
import { jobsOf, SHELL_PID } from './job-table'
import { type Machine, TooMuch } from './machine'
import { compilePattern, matchesPattern, type PatternCharacter } from './pattern'
import { elementOf } from './variables'

/** What an unset or special name stands for; undefined if it is not set. */
export function parameterValue(machine: Machine, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(machine.lastExitCode)
    case '#':
      return String(machine.arguments.length - 1)
    case '@':
    case '*':
      return machine.arguments.length > 1 ? machine.arguments.slice(1).join(' ') : undefined
    case '$':
    case 'BASHPID':
      return String(SHELL_PID)
    case '!': {
      const { lastPid } = jobsOf(machine.world.session, machine.world.terminalHost)
      return lastPid === 0 ? undefined : String(lastPid)
    }
    case '-':
      return `himBH${[...machine.options].filter((option) => option.length === 1).join('')}`
    case 'SECONDS':
      return String(Math.floor((machine.world.session.memory?.nowUs ?? 0) / 1_000_000))
    case 'RANDOM':
      return String(nextRandom(machine))
    case 'PWD':
      return machine.directory
    case 'HOSTNAME':
      return hostnameOf(machine.host)
    case 'UID':
    case 'EUID':
      return '0'
    default:
      return /^\d+$/.test(name) ? machine.arguments[Number(name)] : elementOf(machine, name, '0')
  }
}

/** There is no chance in the lab: the same line gives the same numbers. */
function nextRandom({ world }: Machine): number {
  world.limits.commands--
  return (world.limits.commands * 16_807) % 32_768
}

/** `${name^^}`, `${name,}`: letters that the pattern matches, all or the first. */
export function recased(value: string, operator: string, characters: readonly PatternCharacter[]): string {
  const pattern = characters.length === 0 ? undefined : compilePattern(characters)
  const isAll = operator.length === 2
  return [...value]
    .map((letter, index) => {
      if ((!isAll && index > 0) || (pattern && !matchesPattern(pattern, letter))) return letter
      return operator.startsWith('^') ? letter.toUpperCase() : letter.toLowerCase()
    })
    .join('')
}

/** A pod's hostname is its name without the namespace. */
export const hostnameOf = (host: string): string =>
  host === WORKSTATION ? 'workstation' : host.slice(host.indexOf('/') + 1)

/** Every beginning and end of a longer text would be tried. */
const MAX_LENGTH = 4000

function refuseLong(value: string): void {
  if (value.length > MAX_LENGTH) throw new TooMuch('characters')
}

/** `${name#pattern}` and the like: the value without the beginning or end that matches. */
export function trimmed(value: string, operator: string, characters: readonly PatternCharacter[]): string {
  refuseLong(value)
  const pattern = compilePattern(characters)
  const isStart = operator.startsWith('#')
  const isLongest = operator.length === 2
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length)
  for (const length of isLongest ? lengths.reverse() : lengths) {
    const part = isStart ? value.slice(0, length) : value.slice(value.length - length)
    if (matchesPattern(pattern, part)) return isStart ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

/** `${name/pattern/text}`: the longest match, the first or all. */
export function replaced(
  value: string,
  {
    characters,
    text,
    all,
  }: { readonly characters: readonly PatternCharacter[]; readonly text: string; readonly all: boolean },
): string {
  refuseLong(value)
  const [first] = characters
  const anchor = first && !first.quoted && !all && '#%'.includes(first.character) ? first.character : ''
  const pattern = compilePattern(anchor === '' ? characters : characters.slice(1))
  let result = ''
  let at = 0
  while (at <= value.length) {
    let end = value.length
    while (end > at && !(matchesPattern(pattern, value.slice(at, end)) && (anchor !== '%' || end === value.length)))
      end--
    const isMatch = end > at && (anchor !== '#' || at === 0)
    if (isMatch) {
      result += text
      at = end
      if (!all) break
    } else {
      result += value.charAt(at)
      at++
    }
  }
  return result + value.slice(at)
}

/** `${name:from:count}` */
export function substring(value: string, from: bigint, count: bigint | undefined): string {
  const start = from < 0n ? Math.max(0, value.length + Number(from)) : Number(from)
  if (count === undefined) return value.slice(start)
  return count < 0n ? value.slice(start, value.length + Number(count)) : value.slice(start, start + Number(count))
}
