import { groupBy } from '../../engine/group-by'
import type { Link } from '../../engine/linux/link'
import type { Route } from '../../engine/linux/route'
import type { Ipv4 } from '../../engine/net/ipv4'
import { oncePerSetting } from '../../engine/once-per'
import type { PodRun } from './atoms'
import type { Cast, Machine } from './cast'
import { numbering } from './numbering'
import type { PodEnd } from './pod-ends'
import { deviceNumber, type Names, ownShapeOf } from './shape'
import type { Sights } from './sights'

/** Pods of one machine that nothing on it tells apart. */
export interface PodPart {
  readonly pods: readonly PodEnd[]
  /** The same for those of another machine that stand with it alike. */
  readonly key: string
}

/**
 * What a run of pods falls into: by what each is, its cable and its machine's line to it. Who is called by name, or has
 * another's address, or gets more than is for it, stands alone.
 * @param residueOf what else of an address counts, if anything does
 */
export function podPartsIn(
  { machines, pods, podAt, shared }: Cast,
  { wayHome, survey }: Sights,
  { mentions }: Names,
): (run: PodRun, residueOf: ((address: Ipv4) => string) | undefined) => readonly PodPart[] {
  const households = new Map<number, Household>()
  const apart = new Map<PodEnd, string>()
  const lookAt = (pod: PodEnd): void => {
    const cable = machines[pod.machine]?.namespace.links.find(({ name }) => name === pod.cable)
    apart.set(pod, `${wayHome(pod)} ${ownShapeOf(pod.namespace)} ${cable && deviceNumber(cable)}`)
  }
  for (const [id, own] of pods.at) {
    const { namespace, lines } = machines[id] as Machine
    const household = householdOf(own, namespace.links, lines.toPods)
    households.set(id, household)
    if (household === NO_LINE || typeof household !== 'number') {
      for (const [place, pod] of own.entries()) if (standAt(household, place) === NO_LINE) lookAt(pod)
    }
  }
  const pick = (addresses: Iterable<Ipv4>, note: (pod: PodEnd) => void): void => {
    for (const address of addresses) {
      const pod = podAt.get(address)
      if (pod) note(pod)
    }
  }
  const isolate = (pod: PodEnd): void => void apart.set(pod, `alone ${pod.namespace.name}`)
  pick(survey.singled, lookAt)
  pick(mentions, isolate)
  survey.oddPods.forEach(isolate)
  if (shared.size > 0) for (const pod of pods.byName.values()) if (shared.has(pod.address)) isolate(pod)
  const mixed = new Set([...apart.keys()].map(({ machine }) => machine))
  return ({ machine, pods: own, from }, residueOf) => {
    const household = households.get(machine) as Household
    if (typeof household === 'number' && !residueOf && !mixed.has(machine)) return [{ pods: own, key: `${household}` }]
    const keys = own.map((pod, i) => apart.get(pod) ?? `${standAt(household, from + i)} ${residueOf?.(pod.address)}`)
    return [...groupBy(own.keys(), (i) => keys[i] as string)].map(([key, members]) => ({
      pods: members.map((i) => own[i] as PodEnd),
      key,
    }))
  }
}

/** A number for each of a machine's pods, or one for all of them. */
type Household = number | Int32Array

/** There is no line to the pod, or no cable, as there is to others. */
const NO_LINE = -1

const standNumber = numbering()

/** What does not change with an edit that leaves a machine's pods, devices and lines to them alone. */
const householdOf = oncePerSetting(
  (pods: readonly PodEnd[], links: readonly Link[], toPods: ReadonlyMap<Ipv4, Route>): Household => {
    const cables = new Map(links.map((link) => [link.name, link]))
    const stands = Int32Array.from(pods, ({ namespace, address, cable }) => {
      const line = toPods.get(address)
      const far = cables.get(cable)
      return line && far ? standNumber(`${lineText(line)} ${ownShapeOf(namespace)} ${deviceNumber(far)}`) : NO_LINE
    })
    const [first = NO_LINE] = stands
    return stands.every((stand) => stand === first) ? first : stands
  },
)

const lineText = ({ scope, mtuBytes, preferredSource }: Route): string =>
  `${scope} ${mtuBytes ?? ''} ${preferredSource ?? ''}`

const standAt = (household: Household, place: number): number =>
  typeof household === 'number' ? household : (household[place] as number)
