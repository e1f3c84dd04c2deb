import type { Fabric } from '../engine/fabric/fabric'
import { invariant } from '../engine/invariant'
import type { NamespaceName } from '../engine/linux/namespace'
import { COOKED_HEADER_BYTES, PACKET_TYPE, parseCookedHeader } from '../engine/wire/cooked'
import { ETHERTYPE_IPV4 } from '../engine/wire/ethernet'
import { readCapture } from '../engine/wire/read-capture'
import { guestNames } from '../exporting/program-fabric'
import { displayName } from '../terminal/host-names'
import type { PingRecord } from '../terminal/ping/ping-record'
import { type SeenFrame, seenFrame } from '../terminal/seen-frames'
import { MARK } from './ping-script'
import type { Plan, Starts } from './predict'

/** What the kernel made of a topology and its pings. */
export interface KernelRun {
  /** What it refused while it was programmed. */
  readonly refusals: string
  readonly routes: ReadonlyMap<NamespaceName, readonly Readonly<Record<string, unknown>>[]>
  readonly pings: readonly PingRecord[]
  /** When they really started. */
  readonly starts: Starts
}

/**
 * Reads a topology's part of the guest's output, and its captures.
 * @param captureOf the bytes of a namespace's capture.
 */
export function readRun(
  output: string,
  fabric: Fabric,
  plan: Plan,
  captureOf: (guestName: string) => Uint8Array,
): KernelRun {
  const names = guestNames(fabric)
  const parts = output.split(`${MARK} `).map((part) => {
    const [head = '', ...lines] = part.split('\n')
    return { words: head.split(' '), text: lines.join('\n') }
  })
  const partsNamed = (name: string) => parts.filter(({ words }) => words[0] === name)
  const momentOf = (text: string | undefined): number => Number(text?.replace('.', ''))
  const begun = momentOf(partsNamed('begun')[0]?.words[1])
  const answers = partsNamed('ping')
  const ended = momentOf(partsNamed('ended')[0]?.words[1])
  const starts = [...answers.map(({ words }) => momentOf(words[2]) - begun), ended - begun]
  invariant(answers.length === plan.pings.length && starts.every(Number.isFinite), 'the script did not get to its end')
  const frames = [...names].map(([name, guest]) => ({
    host: displayName(fabric, name),
    frames: capturedFrames(fabric, name, captureOf(guest), begun),
  }))
  const pings = plan.pings.map(({ from, to, args }, i): PingRecord => {
    const isIts = ({ atUs }: CapturedPing): boolean => atUs >= (starts[i] ?? 0) && atUs < (starts[i + 1] ?? 0)
    const seen = frames.flatMap(({ host, frames: all }) => {
      const own = all.filter(isIts).map(({ frame }) => frame)
      return own.length === 0 ? [] : [[host, own] as const]
    })
    return { from, to, args, ...outcomeIn(answers[i]?.text ?? ''), frames: Object.fromEntries(seen) }
  })
  const routes = partsNamed('routes').map(({ words, text }) => {
    const name = [...names].find(([, guest]) => guest === words[1])?.[0] ?? ''
    return [name, JSON.parse(text.trim() || '[]')] as const
  })
  return { refusals: partsNamed('topology')[0]?.text.trim() ?? '', routes: new Map(routes), pings, starts }
}

/** What `ping -c 1` of iputils 20221126 says, in the words of a recorded case. */
export function outcomeIn(text: string): Omit<PingRecord, 'from' | 'to' | 'args' | 'frames'> {
  const answer = /^\d+ bytes from .* ttl=(\d+)/m.exec(text)
  if (answer) return { received: true, ttl: Number(answer[1]) }
  const error = /^From (\S+) icmp_seq=\d+ (.+)$/m.exec(text)
  if (error?.[1] !== undefined && error[2] !== undefined) return { received: false, icmpFrom: error[1], icmp: error[2] }
  const local = /^ping: (.+)$/m.exec(text)
  return { received: false, ...(local?.[1] !== undefined && { localError: local[1] }) }
}

interface CapturedPing {
  readonly atUs: number
  readonly frame: SeenFrame
}

/** In order of time. Loopback shows a frame twice, out and in; the recordings have it once, in. */
function capturedFrames(fabric: Fabric, host: NamespaceName, bytes: Uint8Array, begunUs: number): CapturedPing[] {
  const capture = readCapture(bytes)
  const namespace = fabric.namespaces.get(host)
  invariant(capture.ok && namespace, `no capture of ${host}`)
  return capture.value.frames.flatMap(({ timeNs, bytes: cooked }): CapturedPing[] => {
    const header = parseCookedHeader(cooked)
    if (!header.ok || header.value.protocol !== ETHERTYPE_IPV4) return []
    const { interfaceIndex, packetType } = header.value
    const dir = packetType === PACKET_TYPE.in ? 'in' : packetType === PACKET_TYPE.out ? 'out' : undefined
    const link = namespace.links.find(({ index }) => index === interfaceIndex)
    if (dir === undefined || (link?.type.kind === 'loopback' && dir === 'out')) return []
    const frame = seenFrame(link?.name ?? `#${interfaceIndex}`, dir, {
      linkType: 'raw',
      bytes: cooked.subarray(COOKED_HEADER_BYTES),
    })
    return [{ atUs: Number(timeNs / 1000n) - begunUs, frame }]
  })
}
