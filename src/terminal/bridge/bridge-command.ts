import type { Command } from '../command'
import type { Typing } from '../completion/completion'
import { isShortFor } from '../ip/ip-options'
import { type BridgeOptions, bridgeFdb } from './bridge-fdb'
import { BRIDGE_USAGE, BRIDGE_VERSION } from './bridge-usage'

const WRONG = 255

/** In the order in which bridge.c tries them; absent: the lab does not model it. */
const OPTIONS: readonly (readonly [word: string, set: Partial<BridgeOptions> | 'version' | undefined])[] = [
  ['-help', undefined],
  ['-Version', 'version'],
  ['-stats', { statistics: true }],
  ['-statistics', { statistics: true }],
  ['-details', {}],
  ['-oneline', {}],
  ['-timestamp', {}],
  ['-family', undefined],
  ['-4', {}],
  ['-6', {}],
  ['-netns', undefined],
  ['-compressvlans', {}],
  ['-color', {}],
  ['-force', {}],
  ['-json', { json: true }],
  ['-pretty', { pretty: true }],
  ['-batch', undefined],
]

/** iproute2's `bridge` (6.1): the forwarding entries of the devices; no machine of a lab is a switch. */
export const bridgeCommand: Command = (all, context) => {
  const { output } = context
  let options: BridgeOptions = { json: false, pretty: false, statistics: false }
  let at = 0
  for (let word = all[at]; word?.startsWith('-'); word = all[++at]) {
    const short = word.startsWith('--') ? word.slice(1) : word
    const found = OPTIONS.find(([name]) => short.length > 1 && isShortFor(short, name))
    if (!found) {
      output.err(`Option "${word}" is unknown, try "bridge help".\n`)
      return { exitCode: WRONG }
    }
    const [name, change] = found
    if (change === 'version') {
      output.out(BRIDGE_VERSION)
      return { exitCode: 0 }
    }
    if (change === undefined && name !== '-help') {
      output.note({ code: 'option-not-modelled', params: { command: 'bridge', option: word } })
      return { exitCode: WRONG }
    }
    if (change === undefined) {
      output.err(BRIDGE_USAGE)
      return { exitCode: WRONG }
    }
    options = { ...options, ...change }
  }
  const [object, ...rest] = all.slice(at)
  if (object === undefined || isShortFor(object, 'help')) {
    output.err(BRIDGE_USAGE)
    return { exitCode: WRONG }
  }
  if (isShortFor(object, 'link')) return { exitCode: 0 } // no device is a port of a bridge
  if (isShortFor(object, 'fdb')) return bridgeFdb(rest, options, context)
  const known = ['mdb', 'vlan', 'monitor'].find((word) => isShortFor(object, word))
  if (known === undefined) output.err(`Object "${object}" is unknown, try "bridge help".\n`)
  else output.note({ code: 'command-not-modelled', params: { command: `bridge ${known}` } })
  return { exitCode: known === undefined ? WRONG : 1 }
}

export function completeBridge({ words, from }: Typing): ReturnType<Typing['from']> {
  const given = words.filter((word) => !word.startsWith('-'))
  if (given.length === 0) return ['fdb', 'link', '-details', '-json', '-pretty', '-statistics']
  if (given[0] !== 'fdb') return []
  if (given.length === 1) return ['show', 'help']
  return ['dev', 'brport'].includes(given.at(-1) ?? '') ? from('devices') : ['dev', 'brport', 'state', 'dynamic']
}
