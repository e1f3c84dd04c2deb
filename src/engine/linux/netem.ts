/** What one direction of a cable does to packets, as `tc qdisc … netem` has it. */
export interface Netem {
  readonly delayMs: number
  /** Each packet's delay is drawn from so much below to so much above. */
  readonly jitterMs: number
  readonly lossPercent: number
  readonly duplicatePercent: number
}

/** The directions of a cable, as the machine that it belongs to sees them. */
export const WAYS = ['send', 'receive'] as const
export type Way = (typeof WAYS)[number]

export type CableNetem = Readonly<Partial<Record<Way, Netem>>>

/**
 * One of 2^32 numbers, in place of the kernel's `get_random_u32`: FNV-1a over what names the draw, then MurmurHash3's
 * finalizer, so that draws beside each other have nothing in common. [FAULT-5]
 * @param name says whose draw it is; the same name and seed draw the same.
 */
export function drawn(seed: number, name: string): number {
  let hash = 0x811c9dc5
  for (const character of `${seed} ${name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** How long a packet is on its way: with jitter any delay of the span is as likely (`tabledist` without a table). */
export function delayUs({ delayMs, jitterMs }: Netem, draw: () => number): number {
  const [middle, spread] = [Math.round(delayMs * 1000), Math.round(jitterMs * 1000)]
  return spread === 0 ? middle : Math.max(0, (draw() % (2 * spread)) + middle - spread)
}

/** When the copies of a packet come out that goes in now; none: it is lost. */
export function comesOutAfterUs(netem: Netem, draw: () => number): readonly number[] {
  const isStruck = (percent: number): boolean => percent > 0 && draw() < (percent / 100) * 2 ** 32
  const isTwice = isStruck(netem.duplicatePercent)
  const isLost = isStruck(netem.lossPercent)
  if (isLost && !isTwice) return []
  // A copy goes in anew, ahead of the packet, and may be lost itself; one of two that is lost leaves one.
  const copy = isTwice && !isLost && !isStruck(netem.lossPercent) ? [delayUs(netem, draw)] : []
  return [...copy, delayUs(netem, draw)]
}
