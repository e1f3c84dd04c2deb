import type { NamespaceName } from '../../engine/linux/namespace'
import type { Matrix } from './matrix'

interface Member {
  readonly host: NamespaceName
  /** The machine it is on, before and after. */
  readonly was: NamespaceName
  readonly is: NamespaceName
}

/** Hosts of one class before and of one class after; those that moved to another machine stand apart. */
export interface Crowd {
  readonly members: readonly Member[]
  /** By the machine before, by that after, and by both. */
  readonly homes: readonly [Homes, Homes, Homes]
}

type Homes = ReadonlyMap<string, readonly Member[]>

/** Pairs between two crowds, or within one, that share a machine before and after or do not. */
export interface Meeting {
  readonly count: number
  readonly witness: readonly [NamespaceName, NamespaceName]
}

/** Of the hosts that are in both. */
export function crowdsOf(before: Matrix, after: Matrix): readonly Crowd[] {
  const stays = new Set(after.hosts)
  const byClass = new Map<string, Member[]>()
  for (const host of before.hosts) {
    if (!stays.has(host)) continue
    const [was, is] = [before.places.machineOf(host), after.places.machineOf(host)]
    const key = `${before.places.classOf.get(host)} ${after.places.classOf.get(host)} ${was === is}`
    const member = { host, was, is }
    const members = byClass.get(key)
    if (members) members.push(member)
    else byClass.set(key, [member])
  }
  return [...byClass.values()].map((members) => ({
    members,
    homes: [homesOf(members, ({ was }) => was), homesOf(members, ({ is }) => is), homesOf(members, bothHomes)],
  }))
}

const bothHomes = ({ was, is }: Member): string => (was === is ? was : `${was} ${is}`)

function homesOf(members: readonly Member[], homeOf: (member: Member) => string): Homes {
  const homes = new Map<string, Member[]>()
  for (const member of members) {
    const home = homeOf(member)
    const known = homes.get(home)
    if (known) known.push(member)
    else homes.set(home, [member])
  }
  return homes
}

/** Every pair of the two crowds, once, by whether the two share their machine before, after, both times or never. */
export function meetingsOf(one: Crowd, other: Crowd): readonly Meeting[] {
  const all = pairsIn(one.members.length, one === other ? undefined : other.members.length)
  const [before, after, both] = [0, 1, 2].map((which) => together(one, other, which as 0 | 1 | 2)) as [
    number,
    number,
    number,
  ]
  const meetings = [
    meeting(both, () => firstPair(one, other, 0, isTogether(true, true))),
    meeting(before - both, () => firstPair(one, other, 0, isTogether(true, false))),
    meeting(after - both, () => firstPair(one, other, 1, isTogether(false, true))),
    meeting(all - before - after + both, () => firstPair(one, other, undefined, isTogether(false, false))),
  ]
  return meetings.flatMap((found) => found ?? [])
}

function meeting(count: number, witness: () => readonly [Member, Member] | undefined): Meeting | undefined {
  const pair = count > 0 ? witness() : undefined
  return pair && { count, witness: [pair[0].host, pair[1].host] }
}

const pairsIn = (one: number, other: number | undefined): number =>
  other === undefined ? (one * (one - 1)) / 2 : one * other

function together(one: Crowd, other: Crowd, which: 0 | 1 | 2): number {
  let count = 0
  for (const [home, members] of one.homes[which]) {
    const others = one === other ? undefined : (other.homes[which].get(home)?.length ?? 0)
    count += pairsIn(members.length, others)
  }
  return count
}

const isTogether =
  (before: boolean, after: boolean) =>
  (a: Member, b: Member): boolean =>
    (a.was === b.was) === before && (a.is === b.is) === after

function firstPair(
  one: Crowd,
  other: Crowd,
  within: 0 | 1 | undefined,
  fits: (a: Member, b: Member) => boolean,
): readonly [Member, Member] | undefined {
  for (const a of one.members) {
    const candidates =
      within === undefined ? other.members : (other.homes[within].get(within === 0 ? a.was : a.is) ?? [])
    for (const b of candidates) if (a !== b && fits(a, b)) return [a, b]
  }
  return undefined
}
