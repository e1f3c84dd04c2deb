import type { Candidate, Completion } from '../completion/completion'
import { isShortFor } from './ip-options'

/** Options before the object, of those that are modelled. */
const OPTIONS = ['-4', '-6', '-Version', '-brief', '-details', '-family', '-json', '-oneline', '-pretty']

const ROUTE_WORDS = ['dev', 'exact', 'match', 'proto', 'root', 'scope', 'src', 'table', 'type', 'via']

const VALUES: Readonly<Record<string, readonly string[]>> = {
  '-family': ['inet', 'inet6'],
  proto: ['bird', 'boot', 'dhcp', 'kernel', 'static'],
  scope: ['global', 'host', 'link'],
  table: ['all', 'local', 'main'],
}

const ROUTE_TYPES = ['blackhole', 'broadcast', 'local', 'prohibit', 'unicast', 'unreachable']
const LINK_TYPES = ['bridge', 'dummy', 'ipip', 'veth', 'vxlan']

/** `ip`'s objects, commands and their words; a beginning of an object is the object, as `ip` itself has it. */
export const completeIp: Completion = ({ words, word, from }) => {
  const at = words.findIndex((each, index) => !each.startsWith('-') && words[index - 1] !== '-family')
  const last = words.at(-1) ?? ''
  if (at < 0) {
    if (last === '-family') return VALUES[last] ?? []
    return word.startsWith('-') ? OPTIONS : ['address', 'link', 'neighbour', 'route']
  }
  const object = ['address', 'route', 'neighbour', 'link'].find((name) => isShortFor(words[at] ?? '', name)) ?? ''
  const [verb, ...rest] = words.slice(at + 1)
  if (verb === undefined) return object === 'route' ? ['get', 'list', 'show'] : ['list', 'show']
  if (last === 'dev') return from('devices')
  if (object === 'route')
    return isShortFor(verb, 'get') ? addressOnce(rest, from) : (VALUES[last] ?? typesOr(last, from))
  if (last === 'type') return LINK_TYPES
  if (rest.includes('dev')) return []
  return object === 'neighbour' ? ['dev'] : [...from('devices'), 'dev', 'type', 'up']
}

type From = (source: 'addresses') => readonly (string | Candidate)[]

const addressOnce = (given: readonly string[], from: From) => (given.length === 0 ? from('addresses') : [])

function typesOr(last: string, from: From): readonly (string | Candidate)[] {
  if (last === 'type') return ROUTE_TYPES
  return last === 'via' || last === 'src' ? from('addresses') : ROUTE_WORDS
}
