import type { Link } from '../../engine/linux/link'
import { formatIpv4 } from '../../engine/net/ipv4'
import type { CommandContext, CommandEnd } from '../command'
import { isShortFor } from '../ip/ip-options'
import { jsonText } from '../ip/print-json'
import { BRIDGE_FDB_USAGE } from './bridge-usage'

export interface BridgeOptions {
  readonly json: boolean
  readonly pretty: boolean
  readonly statistics: boolean
}

interface FdbLine {
  readonly mac: string
  readonly dev: string
  readonly destination?: string
}

const WRONG = 255

/** What `bridge fdb` shows or does. Source: `do_fdb` in bridge/fdb.c (iproute2 6.1). */
export function bridgeFdb(words: readonly string[], options: BridgeOptions, context: CommandContext): CommandEnd {
  const { output } = context
  const [verb = 'show', ...rest] = words
  const isShow = ['show', 'lst', 'list'].some((word) => isShortFor(verb, word))
  if (isShow) return show(rest, options, context)
  const change = ['add', 'append', 'replace', 'delete', 'get', 'flush'].find((word) => isShortFor(verb, word))
  if (change !== undefined) {
    output.note({ code: 'command-not-modelled', params: { command: `bridge fdb ${change}` } })
    return { exitCode: 1 }
  }
  if (isShortFor(verb, 'help')) output.err(BRIDGE_FDB_USAGE)
  else output.err(`Command "${verb}" is unknown, try "bridge fdb help".\n`)
  return { exitCode: WRONG }
}

function show(words: readonly string[], options: BridgeOptions, context: CommandContext): CommandEnd {
  const { output, namespace } = context
  let dev: string | undefined
  let isDynamic = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === 'br') {
      output.err(`Cannot find bridge device "${words[++at] ?? ''}"\n`)
      return { exitCode: WRONG }
    }
    if (word === 'dev' || word === 'brport') dev = words[++at] ?? ''
    else if (word === 'dynamic') isDynamic = true
    else if (word === 'state') {
      const state = words[++at] ?? ''
      isDynamic = !isShortFor(state, 'permanent') && state !== 'all'
    } else if (word === 'vlan') {
      output.note({ code: 'option-not-modelled', params: { command: 'bridge fdb show', option: word } })
      return { exitCode: 1 }
    }
    // Any other word is taken for an address and forgotten.
  }
  if (dev !== undefined && !namespace.links.some(({ name }) => name === dev)) {
    output.err(`Cannot find device "${dev}"\n`)
    return { exitCode: WRONG }
  }
  const lines = isDynamic ? [] : fdbLines(context).filter((line) => dev === undefined || line.dev === dev)
  output.out(options.json ? jsonLines(lines, dev, options) : lines.map((line) => lineText(line, dev, options)).join(''))
  return { exitCode: 0 }
}

/** Ethernet devices have joined 224.0.0.1, and a VXLAN device has its own table. */
const fdbLines = ({ namespace }: CommandContext): readonly FdbLine[] =>
  namespace.links.flatMap((link): readonly FdbLine[] => {
    if (link.type.kind === 'vxlan') {
      return namespace.fdb
        .filter(({ dev }) => dev === link.name)
        .map(({ mac, dev, destination }) => ({ mac, dev, destination: formatIpv4(destination) }))
    }
    return isGroupMember(link) ? [{ mac: ALL_HOSTS_MAC, dev: link.name }] : []
  })

/** 224.0.0.1 as RFC 1112 §6.4 maps it (`ip_mc_up`). */
const ALL_HOSTS_MAC = '01:00:5e:00:00:01'

const isGroupMember = ({ type, up }: Link): boolean => type.kind === 'ethernet' && up

function lineText(
  { mac, dev, destination }: FdbLine,
  asked: string | undefined,
  { statistics }: BridgeOptions,
): string {
  const parts = [
    mac,
    ...(asked === undefined ? [`dev ${dev}`] : []),
    ...(destination === undefined ? [] : [`dst ${destination}`]),
    ...(statistics && destination !== undefined ? ['used 0/0'] : []),
    'self permanent',
  ]
  return `${parts.join(' ')}\n`
}

const jsonLines = (lines: readonly FdbLine[], asked: string | undefined, options: BridgeOptions): string =>
  jsonText(
    lines.map(({ mac, dev, destination }) => ({
      mac,
      ...(asked === undefined && { ifname: dev }),
      ...(destination !== undefined && { dst: destination }),
      flags: ['self'],
      state: 'permanent',
    })),
    options,
  )
