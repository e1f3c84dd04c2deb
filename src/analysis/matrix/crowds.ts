import { groupBy } from '../../engine/group-by'
import type { NamespaceName } from '../../engine/linux/namespace'
import type { Matrix } from './matrix'
import type { Stand } from './places'

/** Hosts that are on one machine, before and after. */
interface Party {
  readonly hosts: readonly NamespaceName[]
  readonly was: NamespaceName
  readonly is: NamespaceName
}

/** Hosts of one class before and of one class after; those that moved to another machine stand apart. */
export interface Crowd {
  readonly size: number
  readonly parties: readonly Party[]
  /** By the machine before, by that after, and by both. */
  readonly homes: readonly [Homes, Homes, Homes]
}

type Homes = ReadonlyMap<string, readonly Party[]>

/** Pairs between two crowds, or within one, that share a machine before and after or do not. */
export interface Meeting {
  readonly count: number
  readonly witness: readonly [NamespaceName, NamespaceName]
}

/** Of the hosts that are in both. */
export function crowdsOf(before: Matrix, after: Matrix): readonly Crowd[] {
  const byClass = new Map<string, Party[]>()
  const add = (old: number, now: number, party: Party): void => {
    const key = `${old} ${now} ${party.was === party.is}`
    const parties = byClass.get(key)
    if (parties) parties.push(party)
    else byClass.set(key, [party])
  }
  const olds = new Map(before.stands.map((stand) => [stand.hosts, stand]))
  const others: Stand[] = []
  for (const stand of after.stands) {
    const { hosts, number, machine } = stand
    const old = olds.get(hosts)
    if (old) add(old.number, number, { hosts, was: old.machine, is: machine })
    else others.push(stand)
  }
  // Of machines whose pods have been divided otherwise.
  const stood = new Map<NamespaceName, Stand>()
  if (others.length > 0) for (const stand of before.stands) for (const host of stand.hosts) stood.set(host, stand)
  for (const { hosts, number, machine: is } of others) {
    for (const [old, members] of groupBy(hosts, (host) => stood.get(host))) {
      if (old) add(old.number, number, { hosts: members, was: old.machine, is })
    }
  }
  return [...byClass.values()].map(crowdOf)
}

function crowdOf(parties: readonly Party[]): Crowd {
  const was = groupBy(parties, (party) => party.was)
  const hasMoved = parties[0]?.was !== parties[0]?.is
  const homes: Crowd['homes'] = hasMoved
    ? [was, groupBy(parties, ({ is }) => is), groupBy(parties, (party) => `${party.was} ${party.is}`)]
    : [was, was, was]
  return { size: sizeOf(parties), parties, homes }
}

const sizeOf = (parties: readonly Party[]): number => parties.reduce((size, { hosts }) => size + hosts.length, 0)

/** Every pair of the two crowds, once, by whether the two share their machine before, after, both times or never. */
export function meetingsOf(one: Crowd, other: Crowd): readonly Meeting[] {
  const all = pairsIn(one.size, one === other ? undefined : other.size)
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

function meeting(count: number, witness: () => Meeting['witness'] | undefined): Meeting | undefined {
  const pair = count > 0 ? witness() : undefined
  return pair && { count, witness: pair }
}

const pairsIn = (one: number, other: number | undefined): number =>
  other === undefined ? (one * (one - 1)) / 2 : one * other

function together(one: Crowd, other: Crowd, which: 0 | 1 | 2): number {
  let count = 0
  for (const [home, parties] of one.homes[which]) {
    const others = one === other ? undefined : sizeOf(other.homes[which].get(home) ?? [])
    count += pairsIn(sizeOf(parties), others)
  }
  return count
}

const isTogether =
  (before: boolean, after: boolean) =>
  (a: Party, b: Party): boolean =>
    (a.was === b.was) === before && (a.is === b.is) === after

function firstPair(
  one: Crowd,
  other: Crowd,
  within: 0 | 1 | undefined,
  fits: (a: Party, b: Party) => boolean,
): Meeting['witness'] | undefined {
  for (const a of one.parties) {
    const candidates =
      within === undefined ? other.parties : (other.homes[within].get(within === 0 ? a.was : a.is) ?? [])
    for (const b of candidates) {
      if (!fits(a, b)) continue
      const [from] = a.hosts
      const to = b.hosts.find((host) => host !== from)
      if (from !== undefined && to !== undefined) return [from, to]
    }
  }
  return undefined
}
