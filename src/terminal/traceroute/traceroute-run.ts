import type { Ipv4 } from '../../engine/net/ipv4'
import { datagramNumber } from '../../engine/trace/deliver'
import type { IcmpError, Probe } from '../../engine/trace/trace'
import { type Conversation, ephemeralPort, type Heard } from '../conversation'
import type { TracerouteOptions } from './traceroute-options'

/** One probe, as `probe` in traceroute.h. */
export interface HopProbe {
  sentAtUs?: number
  /** When those were sent that were sent together with it: the lab follows each to its end, a machine takes no time. */
  roundAtUs?: number
  heardAtUs?: number
  /** Who answered. */
  from?: Ipv4
  ttl?: number
  isDone: boolean
  /** The destination answered, or nobody beyond will. */
  isFinal: boolean
  /** `!H`, `F=1480`. */
  mark: string
  about?: number
}

const newProbe = (): HopProbe => ({ isDone: false, isFinal: false, mark: '' })

/** `DEF_START_PORT`, `DEF_UDP_PORT`. */
const START_PORT = 33_434
const UDP_PORT = 53

const UDP_HEADER_BYTES = 8
const IP_HEADER_BYTES = 20

/** `DEF_DATA_LEN`: all but the IP header. */
const DEFAULT_DATA_BYTES = 40

/** `DEF_WAIT_PREC` */
const WAIT_PRECISION_US = 1000

/** A system call that traceroute does not survive: its name, and how it failed. */
export interface FatalCall {
  readonly call: 'connect' | 'send' | 'local recverr'
  readonly error: 'network-unreachable' | 'host-unreachable' | 'invalid-argument' | 'permission-denied'
}

export interface Printer {
  readonly probe: (probe: HopProbe, index: number, all: readonly HopProbe[]) => void
}

export const packetBytesOf = ({ method, packetBytes }: TracerouteOptions): number =>
  headerBytes(method) + dataBytes(method, packetBytes)

const headerBytes = (method: TracerouteOptions['method']): number =>
  IP_HEADER_BYTES + (method === 'icmp' ? 0 : UDP_HEADER_BYTES)

/** After the headers that traceroute counts: of an echo it makes the ICMP header itself, and needs room for it. */
function dataBytes(method: TracerouteOptions['method'], packetBytes: number | undefined): number {
  const head = headerBytes(method)
  const wanted = packetBytes === undefined ? DEFAULT_DATA_BYTES - (head - IP_HEADER_BYTES) : packetBytes - head
  return Math.max(wanted, method === 'icmp' ? UDP_HEADER_BYTES : 0)
}

/**
 * Sends up to `-N` probes at once, prints each when all before it are done, and stops behind the hop whose probes are
 * final. Source: `do_it` in traceroute/traceroute.c (2.1.2).
 */
export class TracerouteRun {
  private readonly probes: HopProbe[]
  private readonly here: number
  private readonly near: number
  private data: number
  private port: number
  private sequence = 1

  constructor(
    private readonly options: TracerouteOptions,
    private readonly network: Conversation,
    private readonly from: string,
  ) {
    const { maxHops, queries, method, packetBytes, hereFactor, nearFactor, port } = options
    this.probes = Array.from({ length: maxHops * queries }, newProbe)
    this.data = dataBytes(method, packetBytes)
    this.here = hereFactor
    this.near = nearFactor
    this.port = port || (method === 'udp' ? UDP_PORT : START_PORT)
    if (method === 'icmp' && port > 0) this.sequence = port
  }

  run(printer: Printer): FatalCall | undefined {
    const { queries, firstHop, sendEveryMs, atOnce } = this.options
    const { network, probes } = this
    let start = (firstHop - 1) * queries
    let end = probes.length
    let lastSentUs: number | undefined
    while (start < end) {
      let underWay = 0
      let nextUs: number | undefined
      const nowUs = network.nowUs
      for (let index = start; index < end; index++) {
        const probe = probes[index] ?? newProbe()
        if (index === start && !probe.isDone && probe.sentAtUs !== undefined) {
          const expiresAtUs = (probe.roundAtUs ?? probe.sentAtUs) + this.timeoutUs(index)
          if (expiresAtUs > nowUs) nextUs = expiresAtUs
          else {
            probe.isDone = true
            this.expire(index)
          }
        }
        if (probe.isDone) {
          if (index === start) {
            printer.probe(probe, index, probes)
            start++
          }
          if (probe.isFinal) end = (Math.floor(index / queries) + 1) * queries
          continue
        }
        if (probe.sentAtUs === undefined) {
          const soonestUs = lastSentUs === undefined ? nowUs : lastSentUs + sendEveryMs * 1000
          if (sendEveryMs > 0 && soonestUs > nowUs) {
            nextUs = soonestUs
            break
          }
          const failed = this.send(probe, Math.floor(index / queries) + 1)
          if (failed) return failed
          lastSentUs = probe.sentAtUs
          probe.roundAtUs = nowUs
        }
        nextUs ??= (probe.roundAtUs ?? nowUs) + this.timeoutUs(index)
        underWay++
        if (underWay >= atOnce) break
      }
      if (nextUs !== undefined) for (const heard of network.wait(wakesAt(network.nowUs, nextUs))) this.take(heard)
    }
    return undefined
  }

  private send(probe: HopProbe, ttl: number): FatalCall | undefined {
    const { method, destination, dontFragment, sourcePort, source, device } = this.options
    const isIcmp = method === 'icmp'
    probe.sentAtUs = this.network.nowUs
    const ports = { sourcePort: sourcePort ?? this.freshPort(), destinationPort: this.port & 0xffff }
    probe.about = isIcmp ? this.sequence : datagramNumber(ports)
    const question: Probe = {
      from: this.from,
      destination,
      ttl,
      pathMtuDiscovery: dontFragment ? 'probe' : 'dont',
      ...(source !== undefined && { source }),
      ...(device !== undefined && { device }),
      ...(isIcmp
        ? { payloadBytes: this.data - UDP_HEADER_BYTES, identifier: this.network.identifier, sequence: this.sequence }
        : { payloadBytes: this.data, datagram: ports }),
    }
    const failed = this.network.send(question)
    if (isIcmp) this.sequence++
    else if (method === 'default') this.port++
    if (!failed) return undefined
    if (failed.error !== 'message-too-long') return { call: 'connect', error: failed.error }
    this.tooLong(probe, failed.mtuBytes ?? 0)
    return undefined
  }

  private freshPort(): number {
    return ephemeralPort((this.network.memory?.nextIdentifier ?? 1) + 1)
  }

  /** `parse_local_res`: no address, but a time. */
  private tooLong(probe: HopProbe, mtuBytes: number): void {
    if (this.shrinks(probe, mtuBytes)) return
    Object.assign(probe, { isDone: true, isFinal: true, heardAtUs: this.network.nowUs, mark: `!F-${mtuBytes}` })
  }

  /** `--mtu`: the packet is made to fit, and the probe sent again. */
  private shrinks(probe: HopProbe, mtuBytes: number): boolean {
    const head = headerBytes(this.options.method)
    if (!this.options.discoversMtu || mtuBytes < head || mtuBytes >= head + this.data) return false
    this.data = mtuBytes - head
    clear(probe)
    probe.mark = `F=${mtuBytes}`
    return true
  }

  private take({ about, atUs, verdict }: Heard): void {
    const probe = this.probes.find(
      (candidate) => candidate.about === about && !candidate.isDone && candidate.sentAtUs !== undefined,
    )
    if (!probe) return
    if (verdict.kind === 'error' && verdict.mtuBytes !== undefined && this.shrinks(probe, verdict.mtuBytes)) return
    Object.assign(probe, { isDone: true, heardAtUs: atUs, from: verdict.from, ttl: verdict.ttl })
    if (verdict.kind === 'answered') probe.isFinal = true
    else if (verdict.error !== 'time-exceeded') {
      probe.isFinal = true
      probe.mark = markOf(verdict.error, verdict.mtuBytes) || probe.mark
    }
  }

  /** Source: `get_timeout`. */
  private timeoutUs(index: number): number {
    const maxUs = this.options.waitMs * 1000
    const first = index - (index % this.options.queries)
    const roundTripUs = (probe: HopProbe): number =>
      probe.isDone && probe.heardAtUs !== undefined ? probe.heardAtUs - (probe.sentAtUs ?? 0) : 0
    const times = (factor: number, probes: readonly HopProbe[]): number | undefined => {
      const answered = factor === 0 ? undefined : probes.find((probe) => roundTripUs(probe) > 0)
      return answered && Math.min(maxUs, (roundTripUs(answered) + WAIT_PRECISION_US) * factor)
    }
    return (
      times(this.here, this.probes.slice(first, first + this.options.queries)) ??
      times(this.near, this.sentAfter(index)) ??
      maxUs
    )
  }

  private sentAfter(index: number): readonly HopProbe[] {
    const after = this.probes.slice(index + 1)
    const unsent = after.findIndex(({ sentAtUs }) => sentAtUs === undefined)
    return unsent < 0 ? after : after.slice(0, unsent)
  }

  /**
   * A probe got no answer, but one behind it a final error: the hop may have answered the latest ones only, and then that
   * answer belongs here. Source: `check_expired`.
   */
  private expire(index: number): void {
    const { queries } = this.options
    const probe = this.probes[index] ?? newProbe()
    const place = index % queries
    const before = this.probes.slice(index - place, index)
    if (before.some(({ isDone, isFinal }) => !isDone || !isFinal)) return
    const next = this.sentAfter(index).find(({ isDone }) => isDone)
    if (!next?.isFinal || next.mark === '') return
    const distance = this.probes.indexOf(next) - index
    const earlier = this.probes.slice(0, index).toReversed()
    const isSameHop = before.length > 0 || place + distance < queries
    const isKnown = earlier.some(({ from }) => from !== undefined && from === next.from)
    if (!isSameHop && !isKnown && !this.seemsHere(index, next, earlier)) return
    Object.assign(probe, next)
    clear(next)
    next.sentAtUs = 1 // "block extra re-send"
  }

  /** The way back is as long as the way to this hop, as far as its TTL tells. */
  private seemsHere(index: number, { ttl }: HopProbe, earlier: readonly HopProbe[]): boolean {
    if (ttl === undefined) return false
    const { queries } = this.options
    let backHops = hopsBack(ttl)
    const nearer = earlier.find(
      (probe) => probe.isDone && !probe.isFinal && probe.ttl !== undefined && hopsBack(probe.ttl) < backHops,
    )
    if (nearer?.ttl !== undefined) {
      backHops = backHops - hopsBack(nearer.ttl) + Math.floor(this.probes.indexOf(nearer) / queries) + 1
    }
    return backHops <= Math.floor(index / queries) + 1
  }
}

/** poll(2) counts in milliseconds (`do_poll` in poll.c). */
const wakesAt = (nowUs: number, wantedUs: number): number =>
  nowUs + Math.ceil(Math.max(0, wantedUs - nowUs) / 1000) * 1000

function clear(probe: HopProbe): void {
  delete probe.sentAtUs
  delete probe.roundAtUs
  delete probe.heardAtUs
  delete probe.from
  delete probe.ttl
  delete probe.about
  Object.assign(probe, newProbe())
}

/** `ttl2hops`: senders start with 64, 128 or 255. */
export const hopsBack = (ttl: number): number => (ttl <= 64 ? 65 : ttl <= 128 ? 129 : 256) - ttl

/** Source: `parse_icmp_res`. */
function markOf(error: IcmpError, mtuBytes = 0): string {
  switch (error) {
    case 'net-unreachable':
      return '!N'
    case 'host-unreachable':
      return '!H'
    case 'admin-prohibited':
      return '!X'
    case 'protocol-unreachable':
      return '!P'
    case 'fragmentation-needed':
      return `!F-${mtuBytes}`
    case 'port-unreachable':
    case 'time-exceeded':
      return ''
  }
}
