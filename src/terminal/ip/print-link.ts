import { type LinkView, nameWithPeer } from './link-view'

/** The default of `txqueuelen`. */
const QUEUE_LENGTH = 1000

/** `GSO_MAX_SIZE` for devices that only hand on, and `TSO_LEGACY_MAX_SIZE` for the others (Linux 6.1). */
const tsoMaxBytes = ({ kind, linkType }: LinkView): number =>
  kind?.name === 'veth' || linkType === 'loopback' ? 524280 : 65536

/** A cable's end has one for each of the lab machines' processors. */
const queueCount = ({ kind }: LinkView): number => (kind?.name === 'veth' ? 2 : 1)

/** Queues and offloads that `-d` ends with. */
const queues = (view: LinkView): readonly string[] => {
  const count = queueCount(view)
  return [
    `numtxqueues ${count} numrxqueues ${count} gso_max_size 65536 gso_max_segs 65535`,
    `tso_max_size ${tsoMaxBytes(view)} tso_max_segs 65535 gro_max_size 65536 `,
  ]
}

export interface LinkStyle {
  readonly details: boolean
  /** `ip link` prints the link mode, and with `-d` how IPv6 makes addresses; `ip addr` does not. */
  readonly isLinkCommand: boolean
}

/** The first line: name, flags, MTU. Source: `print_linkinfo` in ip/ipaddress.c (6.1). */
export function linkLine(view: LinkView, { isLinkCommand }: LinkStyle): string {
  const { link, flags, qdisc, state } = view
  const mode = isLinkCommand ? ' mode DEFAULT' : ''
  const name = `${link.index}: ${nameWithPeer(view)}: <${flags.join(',')}>`
  return `${name} mtu ${link.mtuBytes} qdisc ${qdisc} state ${state}${mode} group default qlen ${QUEUE_LENGTH}`
}

/** The link-layer line, and with `-d` what follows it. A kind has a line of its own. */
export function linkLayerLines(view: LinkView, style: LinkStyle): readonly string[] {
  const { linkType, address, broadcast, kind, minMtu, maxMtu } = view
  const first = `    link/${linkType} ${address} brd ${broadcast}${netnsWord(view)}`
  if (!style.details) return [first]
  const limits = `promiscuity 0  allmulti 0 minmtu ${minMtu} maxmtu ${maxMtu} `
  const generation = style.isLinkCommand ? ['addrgenmode eui64'] : []
  const tail = [...generation, ...queues(view)].join(' ')
  return kind ? [`${first} ${limits}`, `    ${kind.text} ${tail}`] : [`${first} ${limits}${tail}`]
}

export const netnsWord = ({ peer }: LinkView): string => (peer?.kind === 'index' ? ' link-netnsid 0' : '')

/** `-br`: `lo               UNKNOWN        `. */
export const briefStart = (view: LinkView): string => `${nameWithPeer(view).padEnd(16)} ${view.state.padEnd(14)} `

function detailsJson(view: LinkView, { isLinkCommand }: LinkStyle): Readonly<Record<string, unknown>> {
  const { kind, minMtu, maxMtu } = view
  const count = queueCount(view)
  return {
    promiscuity: 0,
    allmulti: 0,
    min_mtu: minMtu,
    max_mtu: maxMtu,
    ...(kind && { linkinfo: { info_kind: kind.name, ...(kind.data && { info_data: kind.data }) } }),
    ...(isLinkCommand && { inet6_addr_gen_mode: 'eui64' }),
    num_tx_queues: count,
    num_rx_queues: count,
    gso_max_size: 65536,
    gso_max_segs: 65535,
    tso_max_size: tsoMaxBytes(view),
    tso_max_segs: 65535,
    gro_max_size: 65536,
  }
}

export function linkJson(view: LinkView, style: LinkStyle): Readonly<Record<string, unknown>> {
  const { link, peer, flags, qdisc, state, linkType, address, broadcast } = view
  const { isLinkCommand, details } = style
  return {
    ifindex: link.index,
    ...(peer?.kind === 'index' && { link_index: peer.index }),
    ...(peer?.kind === 'none' && { link: null }),
    ifname: link.name,
    flags,
    mtu: link.mtuBytes,
    qdisc,
    operstate: state,
    ...(isLinkCommand && { linkmode: 'DEFAULT' }),
    group: 'default',
    txqlen: QUEUE_LENGTH,
    link_type: linkType,
    address,
    broadcast,
    ...(peer?.kind === 'index' && { link_netnsid: 0 }),
    ...(details && detailsJson(view, style)),
  }
}
