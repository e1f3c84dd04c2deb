import { type Port, type Segment, segmentAt } from '../fabric/fabric'
import { portKey } from '../fabric/segment-loss'
import { netemAt } from '../fabric/segment-netem'
import type { LinkName } from '../linux/link'
import { comesOutAfterUs, delayUs, drawn, type Netem, type Way } from '../linux/netem'
import { BACKLOG, type Cursor, drop, enqueue, type Question, type Run, record, startPacket, type Task } from './run'

// What a cable does to packets that is not the same for all: delays, losses by chance and copies, as `tc qdisc … netem`
// on the machine's device does it to what it sends, and on the switch's port to what it is sent.
// Source: `netem_enqueue` in net/sched/sch_netem.c. [FAULT-5]

interface CableEnd {
  readonly segment: Segment | undefined
  /** Whose cable it is. */
  readonly port: Port
  readonly way: Way
  /** The sender's device. */
  readonly link: LinkName
}

/**
 * The packet goes through one end of a cable; `onward` is what happens where it comes out. False: nothing is done to it
 * there, and it goes on at once.
 */
export function passCable(
  run: Run,
  cursor: Cursor,
  { segment, port, way, link }: CableEnd,
  onward: (packet: number) => Task,
): boolean {
  const netem = netemAt(segment, port, way)
  if (!segment || !netem) return false
  const afterUs = outcome(run, segment.netem?.seed ?? 0, port, way, netem)
  if (afterUs.length === 0) {
    const loss = { kind: 'netem', port, way, lossPercent: netem.lossPercent } as const
    drop(run, cursor, { kind: 'lost-on-wire', segment: segment.name, loss })
    return true
  }
  record(run, cursor, { kind: 'netem', link, port, way, afterUs })
  afterUs.forEach((us, index) => {
    const isCopy = index < afterUs.length - 1
    later(run, us, onward(isCopy ? copyOf(run, cursor.packet) : cursor.packet))
  })
  return true
}

function outcome(run: Run, seed: number, port: Port, way: Way, netem: Netem): readonly number[] {
  if (!run.probe.isLucky) return comesOutAfterUs(netem, drawsOf(run, seed, port, way))
  return netem.lossPercent === 100 ? [] : [Math.round(netem.delayMs * 1000)]
}

/** One after the other; how many there have been the network remembers. */
function drawsOf({ draws }: Run, seed: number, port: Port, way: Way): () => number {
  const key = `${portKey(port)}\0${way}`
  return () => {
    const count = draws.get(key) ?? 0
    draws.set(key, count + 1)
    return drawn(seed, `${key}\0${count}`)
  }
}

function copyOf(run: Run, packet: number): number {
  const { kind = 'request', parent, error } = run.packets[packet] ?? {}
  return startPacket(run, kind, {
    copyOf: packet,
    ...(parent !== undefined && { parent }),
    ...(error !== undefined && { error }),
  })
}

/** Behind what comes out at the same time (`tfifo_enqueue`). */
function later(run: Run, us: number, task: Task): void {
  const atUs = run.nowUs + us
  const before = run.onCables.findLastIndex((other) => other.atUs <= atUs)
  run.onCables.splice(before + 1, 0, { atUs, task })
}

/** A request of ARP or its answer takes its time like any packet; none is lost. [FAULT-3] */
export function askedOver(run: Run, question: Question, kind: 'ask' | 'answer'): void {
  const { asker, waiting, answer } = question
  const here = { namespace: waiting[0]?.namespace.name ?? '', link: asker.name }
  const [from, to] = kind === 'ask' ? [here, answer.port] : [answer.port, here]
  const segment = segmentAt(run.fabric, here)
  const task = { kind, question } as const
  if (!segment?.netem) return enqueue(run, BACKLOG, task)
  const { seed } = segment.netem
  const us = (
    [
      [from, 'send'],
      [to, 'receive'],
    ] as const
  ).map(([port, way]) => {
    const netem = netemAt(segment, port, way)
    if (!netem) return 0
    return run.probe.isLucky ? Math.round(netem.delayMs * 1000) : delayUs(netem, drawsOf(run, seed, port, way))
  })
  later(
    run,
    us.reduce((sum, each) => sum + each, 0),
    task,
  )
}
