import { segmentAt } from '../fabric/fabric'
import { type NeighbourAnswer, resolveNeighbour } from '../fabric/resolve-neighbour'
import { lossOn } from '../fabric/segment-loss'
import { invariant } from '../invariant'
import type { Link } from '../linux/link'
import { findLink } from '../linux/source-address'
import type { Ipv4 } from '../net/ipv4'
import { NO_MAC } from '../net/mac'
import { buildEthernet } from '../wire/ethernet'
import { fragmentIpv4 } from '../wire/fragment'
import { askedOver, passCable } from './cable'
import { masquerade } from './conntrack'
import { encapsulateIpip, encapsulateVxlan } from './encapsulate'
import { filteredPacket } from './filtered-packet'
import { headerOf } from './header'
import { ARP_GIVES_UP_AFTER_US, neighbourKey } from './memory'
import { answered, heardAsking, neighbourStateAt, usedAt } from './neighbours'
import { BACKLOG, type Cursor, callNext, drop, enqueue, type Question, type Run, record, type Task } from './run'

/**
 * POSTROUTING, fragmentation, then the device.
 * Source: `ip_output` and `ip_finish_output` in net/ipv4/ip_output.c. [OUT-2]
 */
export function output(run: Run, task: Extract<Task, { readonly kind: 'output' }>): void {
  const { namespace, dev, nextHop, fragmentBytes = Number.POSITIVE_INFINITY } = task
  const link = findLink(namespace, dev)
  if (!link?.up) return drop(run, task, { kind: 'link-down', link: dev })
  const translated = masquerade(run, { packet: task.packet, namespace, bytes: task.bytes }, dev, nextHop)
  const fragments = fragmentIpv4(translated.bytes, Math.min(link.mtuBytes, fragmentBytes))
  const sends = fragments.map((bytes) => ({
    kind: 'send' as const,
    packet: task.packet,
    namespace,
    dev,
    nextHop,
    bytes,
  }))
  if (task.isProcess) run.toSend.push(...sends)
  else callNext(run, ...sends)
}

/** One packet goes through the device. A tunnel's calls the outer packet's way out before it returns. [OUT-3] */
export function send(
  run: Run,
  { packet, namespace, dev, nextHop, bytes }: Extract<Task, { readonly kind: 'send' }>,
): void {
  const cursor: Cursor = { packet, namespace, bytes }
  const link = findLink(namespace, dev)
  invariant(link, `no device ${dev}`)
  switch (link.type.kind) {
    case 'loopback':
      return enqueue(run, BACKLOG, { kind: 'input', ...cursor, link: link.name })
    case 'ethernet':
      return sendOnSegment(run, cursor, link, nextHop)
    case 'ipip':
      return encapsulateIpip(run, cursor, link, nextHop)
    case 'vxlan':
      return encapsulateVxlan(run, cursor, link, nextHop)
  }
}

/**
 * The frame goes out to who is known to have the address; else ARP asks first, and the packet waits for the answer.
 * Source: `neigh_resolve_output` in net/core/neighbour.c. [ARP-4]
 */
function sendOnSegment(run: Run, cursor: Cursor, link: Link, nextHop: Ipv4): void {
  const { namespace, bytes } = cursor
  const asker = { namespace: namespace.name, link: link.name }
  const key = neighbourKey(namespace.name, link.name, nextHop)
  const entry = run.neighbours.get(key)
  if (entry?.kind === 'known') {
    const owner = resolveNeighbour(run.fabric, asker, nextHop)
    // An edit of the lab may have given the address to another: then the old entry counts for nothing.
    if (owner?.mac === entry.mac) {
      run.neighbours.set(key, usedAt(entry, run.nowUs))
      return transmit(run, cursor, link, nextHop, owner)
    }
  }
  const sent = { kind: 'send' as const, ...cursor, dev: link.name, nextHop }
  const asked = run.questions.get(key)
  if (asked) {
    asked.waiting.push(sent)
    return
  }
  const answer = resolveNeighbour(run.fabric, asker, nextHop, headerOf(bytes).source)
  if (!answer || link.mac === undefined) return neighbourMissing(run, cursor, link, nextHop)
  const question: Question = { asker: link, askerMac: link.mac, nextHop, answer, waiting: [sent] }
  run.questions.set(key, question)
  askedOver(run, question, 'ask')
}

/** Who is asked learns the one who asks, and answers (`arp_process` in net/ipv4/arp.c). */
export function hearQuestion(run: Run, question: Question): void {
  const { askerMac, answer } = question
  const { port, askedBy } = answer
  if (askedBy !== undefined) {
    const key = neighbourKey(port.namespace, port.link, askedBy)
    run.neighbours.set(key, heardAsking(run.neighbours.get(key), askerMac, run.nowUs))
  }
  askedOver(run, question, 'answer')
}

/** What has waited goes out, in its order (`neigh_update` in net/core/neighbour.c). */
export function hearAnswer(run: Run, { asker, nextHop, answer, waiting }: Question): void {
  const [first] = waiting
  if (!first) return
  const key = neighbourKey(first.namespace.name, asker.name, nextHop)
  run.questions.delete(key)
  run.neighbours.set(key, answered(answer, run.nowUs))
  for (const cursor of waiting) transmit(run, cursor, asker, nextHop, answer)
}

/** The device's queue comes before what it shows to a capture: what is lost or late there is so here. [FAULT-5] */
function transmit(run: Run, cursor: Cursor, link: Link, nextHop: Ipv4, to: NeighbourAnswer): void {
  const { mac, by } = to
  record(run, cursor, { kind: 'resolve', link: link.name, nextHop, answer: { mac, by } })
  const port = { namespace: cursor.namespace.name, link: link.name }
  const leaving = { ...cursor, kind: 'leave', dev: link.name, nextHop, to } as const
  const end = { segment: segmentAt(run.fabric, port), port, way: 'send', link: link.name } as const
  if (!passCable(run, cursor, end, (packet) => ({ ...leaving, packet }))) leave(run, leaving)
}

/** What the device shows to a capture as `Out`. */
export function leave(run: Run, { to, ...task }: Extract<Task, { readonly kind: 'leave' }>): void {
  const { namespace, packet, bytes, dev, nextHop } = task
  const { mac, port } = to
  const cursor: Cursor = { packet, namespace, bytes }
  const link = findLink(namespace, dev)
  const frame = { linkType: 'ethernet' as const, bytes: buildEthernet(mac, link?.mac ?? NO_MAC, bytes) }
  record(run, cursor, { kind: 'transmit', link: dev, frame, nextHop })
  const asker = { namespace: namespace.name, link: dev }
  const segment = segmentAt(run.fabric, asker)
  const loss = segment?.losses && lossOn(segment, asker, port, filteredPacket(bytes), bytes.length)
  if (segment && loss) return drop(run, cursor, { kind: 'lost-on-wire', segment: segment.name, loss })
  const arriving = { kind: 'arrive', packet, port, frame } as const
  const end = { segment, port, way: 'receive', link: dev } as const
  if (!passCable(run, cursor, end, (copy) => ({ ...arriving, packet: copy }))) enqueue(run, BACKLOG, arriving)
}

/**
 * The packet waits for an answer that never comes; the sender is told when the last of three ARP requests has failed.
 * Source: `neigh_timer_handler` in net/core/neighbour.c, `arp_error_report` in net/ipv4/arp.c. [ARP-3]
 */
function neighbourMissing(run: Run, cursor: Cursor, link: Link, nextHop: Ipv4): void {
  const { namespace, packet, bytes } = cursor
  const key = neighbourKey(namespace.name, link.name, nextHop)
  const entry = run.neighbours.get(key)
  const isWaitedFor = entry?.kind === 'asked' && neighbourStateAt(entry, run.nowUs) === 'incomplete'
  const sinceUs = isWaitedFor ? entry.sinceUs : run.nowUs
  run.neighbours.set(key, { kind: 'asked', sinceUs })
  drop(run, cursor, { kind: 'no-neighbour', nextHop, link: link.name })
  run.waiting.push({ namespace: namespace.name, bytes, packet, failsAtUs: sinceUs + ARP_GIVES_UP_AFTER_US })
}
