import { formatIpv4 } from '../../engine/net/ipv4'
import { type Prefix, parsePrefix, prefixContains } from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import { type NeighbourEntry, neighbourTable } from '../neighbour-table'
import { type DeviceProblem, verbOf } from './device-selector'
import type { IpObject } from './ip-command'
import { isShortFor } from './ip-options'
import { jsonText } from './print-json'
import { refuseDevices } from './refuse-devices'

/** `ip neigh show`: what Calico has set for good, and what ARP has learned since the lab's first packet. */
export const ipNeighbour: IpObject = (words, options, { namespace, session, output }) => {
  const rest = verbOf(words, 'neigh')
  if (!rest.ok) return refuseDevices(rest.error, 'ip neigh', output)
  const selector = selectorIn(rest.value)
  if (!selector.ok) return refuseDevices(selector.error, 'ip neigh', output)
  const { dev, to, states } = selector.value
  if (dev !== undefined && !namespace.links.some(({ name }) => name === dev)) {
    output.err(`Cannot find device "${dev}"\n`)
    return { exitCode: 1 }
  }
  const entries = neighbourTable(namespace, session.memory).filter(
    (entry) =>
      (dev === undefined || entry.dev === dev) &&
      (to === undefined || prefixContains(to, entry.address)) &&
      (states.length === 0 || states.includes(entry.state)),
  )
  if (options.json) {
    const json = entries.map((entry) => ({
      dst: formatIpv4(entry.address),
      ...(dev === undefined && { dev: entry.dev }),
      ...(entry.mac !== undefined && { lladdr: entry.mac }),
      state: [entry.state.toUpperCase()],
    }))
    output.out(jsonText(json, options))
  } else {
    output.out(entries.map((entry) => lineOf(entry, dev === undefined)).join(''))
  }
  return { exitCode: 0 }
}

/** Source: `print_neigh` in iproute2's ip/ipneigh.c. */
function lineOf({ address, dev, mac, state }: NeighbourEntry, withDevice: boolean): string {
  const parts = [
    formatIpv4(address),
    ...(withDevice ? [`dev ${dev}`] : []),
    ...(mac === undefined ? [] : [`lladdr ${mac}`]),
    state.toUpperCase(),
  ]
  return `${parts.join(' ')} \n`
}

interface Selector {
  readonly dev?: string
  readonly to?: Prefix
  /** None: all but those without a state, which the lab has none of. */
  readonly states: readonly string[]
}

const STATES = ['permanent', 'reachable', 'stale', 'delay', 'incomplete', 'failed', 'probe', 'noarp', 'none', 'all']

/** `[to] PREFIX`, `dev DEVICE`, `nud STATE`. Source: `do_show_or_flush` in ip/ipneigh.c. */
function selectorIn(words: readonly string[]): Result<Selector, DeviceProblem> {
  let selector: Selector = { states: [] }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === 'dev') selector = { ...selector, dev: words[++at] ?? '' }
    else if (word === 'nud') {
      const name = words[++at] ?? ''
      const state = STATES.find((candidate) => isShortFor(name, candidate))
      if (state === undefined) return says(`Error: argument "${name}" is wrong: nud state is bad\n`, 255)
      if (state !== 'all') selector = { ...selector, states: [...selector.states, state] }
    } else if (['proxy', 'router', 'unused', 'extern_learn', 'vrf', 'master', 'nomaster', 'protocol'].includes(word)) {
      return fail({ kind: 'not-modelled', option: word })
    } else {
      const text = word === 'to' ? (words[++at] ?? '') : word
      const to = parsePrefix(text.includes('/') ? text : `${text}/32`)
      if (to === undefined) return says(`Error: any valid prefix is expected rather than "${text}".\n`, 1)
      selector = { ...selector, to }
    }
  }
  return ok(selector)
}

const says = (text: string, exitCode: number): Result<never, DeviceProblem> => fail({ kind: 'says', text, exitCode })
