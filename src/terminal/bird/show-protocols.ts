import { formatIpv4 } from '../../engine/net/ipv4'
import type { BgpProtocol } from '../bgp-protocols'
import { type BirdView, exportsTo, isBest } from './bird-table'
import { SINCE } from './print-bird-route'

/** One line of `show protocols`. */
export interface ProtocolLine {
  readonly name: string
  readonly type: 'Static' | 'Kernel' | 'Device' | 'Direct' | 'BGP'
  readonly bgp?: BgpProtocol
}

/** In the order of confd's bird.cfg. */
export const protocolLines = ({ protocols }: BirdView): readonly ProtocolLine[] => [
  { name: 'static1', type: 'Static' },
  { name: 'kernel1', type: 'Kernel' },
  { name: 'device1', type: 'Device' },
  { name: 'direct1', type: 'Direct' },
  ...protocols.map((bgp) => ({ name: bgp.name, type: 'BGP' as const, bgp })),
]

const HEAD = 'name     proto    table    state  since       info\n'

/** Source: `proto_cmd_show` in nest/proto.c (BIRD 1.6). */
export const protocolsText = (view: BirdView, lines: readonly ProtocolLine[], isVerbose: boolean): string =>
  HEAD + lines.map((line) => lineText(line) + (isVerbose ? `${detailsText(view, line)}\n` : '')).join('')

function lineText({ name, type, bgp }: ProtocolLine): string {
  const [state = '', error = ''] = bgp?.info ?? []
  const cells = [name.padEnd(8), type.padEnd(8), 'master  ', (bgp?.state ?? 'up').padEnd(5)]
  return `${cells.join(' ')}  ${SINCE.padEnd(10)}  ${bgp ? state.padEnd(14) + error : ''}\n`
}

const PREFERENCES = { Static: 200, Kernel: 10, Device: 240, Direct: 240, BGP: 100 } as const

function detailsText(view: BirdView, line: ProtocolLine): string {
  const { name, type } = line
  const [input, output] =
    type === 'BGP' ? ['(unnamed)', '(unnamed)'] : ['ACCEPT', type === 'Kernel' ? 'calico_kernel_programming' : 'REJECT']
  const imported = view.nets.flatMap(({ routes }) => routes.filter(({ protocol }) => protocol === name))
  const { routes: exported, received, rejected } = exportsTo(view, name)
  const filtered = received - rejected - exported.length
  const preferred = imported.filter((route) => isBest(view, route)).length
  return [
    `  Preference:     ${PREFERENCES[type]}`,
    `  Input filter:   ${input}`,
    `  Output filter:  ${output}`,
    `  Routes:         ${imported.length} imported, ${exported.length} exported, ${preferred} preferred`,
    '  Route change stats:     received   rejected   filtered    ignored   accepted',
    statsLine('Import updates:', [imported.length, 0, 0, 0, imported.length]),
    statsLine('Import withdraws:', [0, 0, '---', 0, 0]),
    statsLine('Export updates:', [received, rejected, filtered, '---', exported.length]),
    statsLine('Export withdraws:', [0, '---', '---', '---', 0]),
    ...(line.bgp ? sessionLines(view, line.bgp) : []),
    '',
  ].join('\n')
}

const statsLine = (title: string, numbers: readonly (number | string)[]): string =>
  `    ${title.padEnd(20)}${numbers.map((number) => String(number).padStart(10)).join(' ')}`

const NODE_ABILITIES = 'refresh enhanced-refresh restart-able llgr-aware AS4 add-path-rx add-path-tx'
const ROUTER_ABILITIES = 'refresh enhanced-refresh restart-aware llgr-aware AS4'

/** `hold time` and `keepalive time` by default. */
const [HOLD_S, KEEPALIVE_S] = [240, 80]

/** Source: `bgp_show_proto_info` in proto/bgp/bgp.c. */
function sessionLines(
  { table, tables, upSeconds }: BirdView,
  { peerAddress, info, peering }: BgpProtocol,
): readonly string[] {
  const peer = peering && tables.get(peering.peer)
  const start = [
    `  BGP state:          ${info[0]}`,
    `    Neighbor address: ${formatIpv4(peerAddress)}`,
    ...(peering ? [`    Neighbor AS:      ${peering.peerAs}`] : []),
  ]
  const failed = info[1] === undefined ? [] : [`    Last error:       ${info[1]}`]
  if (info[0] !== 'Established' || !peer || !peering) return [...start, ...failed]
  const sinceKeepalive = upSeconds % KEEPALIVE_S
  const isInternal = peering.peerAs === table.speaker.asNumber
  const addPath = peering.addsPaths ? ' add-path-rx add-path-tx' : ''
  const session = `${isInternal ? 'internal' : 'external'}${peering.isMultihop ? ' multihop' : ''}${peering.isClient ? ' route-reflector' : ''}`
  return [
    ...start,
    `    Neighbor ID:      ${formatIpv4(peer.speaker.routerId)}`,
    `    Neighbor caps:    ${peer.speaker.node ? NODE_ABILITIES : ROUTER_ABILITIES}`,
    `    Session:          ${session} AS4${addPath}`,
    `    Source address:   ${formatIpv4(peering.localAddress)}`,
    `    Hold timer:       ${HOLD_S - sinceKeepalive}/${HOLD_S}`,
    `    Keepalive timer:  ${KEEPALIVE_S - sinceKeepalive}/${KEEPALIVE_S}`,
  ]
}
