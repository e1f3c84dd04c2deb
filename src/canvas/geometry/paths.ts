import type { Anchor } from '../../playback/timeline'
import type { Layout } from './layout'
import type { NodeShape, PodShape, RouterShape } from './placed'
import { centreOf, distance, type Point } from './shapes'

/** A packet at a device stands on its chip's upper edge, where it does not hide the name. */
const ABOVE_CHIP = 6

/** A place on a machine, and the subnet whose wire starts there if it is a plug. */
interface Place {
  readonly at: Point
  readonly machine: string
  readonly plug?: string
  /** Height of the free lane between the node's pods and its devices, along which packets cross its card. */
  readonly laneY?: number
}

function placeOnNode(layout: Layout, node: NodeShape, link: string | undefined, other: Anchor): Place {
  const { picture, rect, card } = node
  const machine = picture.id
  const routing = { x: rect.x + card.routing.x, y: rect.y + card.routing.y }
  const laneY = routing.y
  if (link === undefined) return { at: routing, machine, laneY }
  const device = picture.devices.findIndex(({ name }) => name === link)
  const chip = card.chips[device]
  if (chip) {
    const at = { x: rect.x + chip.x + chip.width / 2, y: rect.y + chip.y - ABOVE_CHIP }
    return { at, machine, laneY, ...(picture.devices[device]?.kind === 'uplink' && { plug: picture.subnet }) }
  }
  const pods = picture.pods
  const onlyPod = pods.length === 1 ? pods[0]?.id : undefined
  const podId = pods.find(({ hostLink }) => hostLink === link)?.id ?? layout.hosts.get(other.namespace) ?? onlyPod
  const shape = layout.pods.get(podId ?? '') ?? layout.pods.get(onlyPod ?? '')
  return { at: shape ? podEdge(shape) : routing, machine, laneY }
}

/** The middle of the pod's lower edge: the node's end of its veth pair. */
const podEdge = ({ rect }: PodShape): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height })

function placeOnRouter(layout: Layout, router: RouterShape, link: string | undefined): Place {
  const machine = router.picture.id
  const iface = router.picture.interfaces.find(({ name }) => name === link)
  const port = iface && layout.wires.get(iface.subnet)?.ports.get(machine)
  return iface && port ? { at: port.at, machine, plug: iface.subnet } : { at: router.centre, machine }
}

/** `other` is the place it is going to or coming from, which tells a veth's pod where the picture does not. */
function placeOf(layout: Layout, { namespace, link }: Anchor, other: Anchor): Place | undefined {
  const id = layout.hosts.get(namespace)
  if (id === undefined) return undefined
  const node = layout.nodes.get(id)
  if (node) return placeOnNode(layout, node, link, other)
  const router = layout.routers.get(id)
  if (router) return placeOnRouter(layout, router, link)
  const pod = layout.pods.get(id)
  return pod && { at: centreOf(pod.rect), machine: pod.node.picture.id }
}

/** Straight up or down to the lane between pods and devices, and along it. */
function insideMachine(start: Place, end: Place): Point[] {
  const laneY = start.laneY ?? end.laneY
  if (laneY === undefined || Math.abs(start.at.x - end.at.x) < 1) return [start.at, end.at]
  return [start.at, { x: start.at.x, y: laneY }, { x: end.at.x, y: laneY }, end.at]
}

/** From a machine's plug to its subnet's bus. */
function wayToBus(layout: Layout, machine: string, subnet: string): readonly Point[] {
  const wire = layout.wires.get(subnet)
  return wire?.stubs.get(machine) ?? wire?.ports.get(machine)?.toBus ?? []
}

function subnetsOf(layout: Layout, machine: string): string[] {
  const node = layout.nodes.get(machine)
  if (node) return [node.picture.subnet]
  return layout.routers.get(machine)?.picture.interfaces.map(({ subnet }) => subnet) ?? []
}

/** The subnet that joins two machines: the one either is plugged into, else any they share. */
function subnetBetween(layout: Layout, from: Place, to: Place): string | undefined {
  const shared = subnetsOf(layout, from.machine).filter((subnet) => subnetsOf(layout, to.machine).includes(subnet))
  return [from.plug, to.plug].find((plug) => plug !== undefined && shared.includes(plug)) ?? shared[0]
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const previous = points[index - 1]
    return !previous || distance(previous, point) > 0.01
  })
}

/**
 * The way a packet goes between two places: along the lane of its card inside a node, along the drawn wires between two machines.
 * At least one point; none if a place is not in the picture.
 */
export function pathBetween(layout: Layout, from: Anchor, to: Anchor): Point[] {
  const start = placeOf(layout, from, to)
  const end = placeOf(layout, to, from)
  if (!start || !end) return []
  if (start.machine === end.machine) return withoutRepeats(insideMachine(start, end))
  const subnet = subnetBetween(layout, start, end)
  if (subnet === undefined) return withoutRepeats([start.at, end.at])
  const out = wayToBus(layout, start.machine, subnet)
  const back = wayToBus(layout, end.machine, subnet).toReversed()
  return withoutRepeats([start.at, ...out, ...back, end.at])
}

export const lengthOf = (points: readonly Point[]): number =>
  points.reduce((sum, point, index) => sum + distance(points[index - 1] ?? point, point), 0)

/** The point at `progress` (0 to 1) of the way along `points`. */
export function pointAlong(points: readonly Point[], progress: number): Point | undefined {
  let left = lengthOf(points) * Math.min(Math.max(progress, 0), 1)
  for (let index = 1; index < points.length; index += 1) {
    const a = points[index - 1] as Point
    const b = points[index] as Point
    const length = distance(a, b)
    if (left <= length && length > 0) {
      const share = left / length
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
    }
    left -= length
  }
  return points.at(-1)
}
