import { SUBNET_PADDING } from './place-subnet'
import { type NodeShape, ROUTER_RADIUS, type RouterShape, type SubnetShape } from './placed'
import type { Point, Rect } from './shapes'

/** Where a router's interface is on its circle, and the way from there to the subnet's bus. */
export interface RouterPort {
  readonly interface: string
  readonly at: Point
  /** From the port to the bus, both ends included. */
  readonly toBus: readonly Point[]
}

/** What joins the machines of one subnet: a bus below its area, a stub from each node and the ports of routers. */
export interface SubnetWire {
  readonly busY: number
  readonly busFrom: number
  readonly busTo: number
  /** By node: from the foot of its uplink chip to the bus; from the area itself, by subnet, where that is empty. */
  readonly stubs: ReadonlyMap<string, readonly Point[]>
  /** By router. */
  readonly ports: ReadonlyMap<string, RouterPort>
}

const BUS_DROP = 30
const LANE = 14
const JOG = 24
const KINK = 16

type Side = 'left' | 'right' | 'above'

/** From which side a subnet's bus reaches a router. */
function sideOf(rect: Rect, router: RouterShape): Side {
  const { x, y } = router.centre
  if (rect.x < x - ROUTER_RADIUS && rect.x + rect.width > x + ROUTER_RADIUS && rect.y + rect.height < y) return 'above'
  return rect.x + rect.width / 2 < x ? 'left' : 'right'
}

interface Attachment {
  readonly router: RouterShape
  readonly interface: string
  readonly side: Side
  readonly at: Point
}

/** How far beside the router a wire comes straight down, if that is so little that a bus between would be a kink. */
function plumbOf(subnet: SubnetShape, x: number): number {
  const offs = subnet.nodes.map((node) => plugOf(node).x - x)
  return offs.find((off) => Math.abs(off) <= KINK) ?? 0
}

/** One router's interfaces, spread over the sides of its circle; the nearest subnet's is topmost, so buses do not cross. */
function attachmentsOf(
  router: RouterShape,
  subnets: ReadonlyMap<string, SubnetShape>,
  corridors: ReadonlyMap<string, number>,
): Map<string, Attachment> {
  const found = new Map<string, Attachment>()
  const { x, y } = router.centre
  for (const side of ['left', 'right', 'above'] as const) {
    const here = router.picture.interfaces
      .flatMap((iface) => {
        const subnet = subnets.get(iface.subnet)
        if (!subnet) return []
        const corridor = corridors.get(iface.subnet)
        const its = corridor === undefined ? sideOf(subnet.rect, router) : corridor < x ? 'left' : 'right'
        return its === side ? [{ iface, subnet, rect: subnet.rect }] : []
      })
      .sort((a, b) => Math.abs(a.rect.x + a.rect.width / 2 - x) - Math.abs(b.rect.x + b.rect.width / 2 - x))
    const spacing = Math.min(LANE, (2 * ROUTER_RADIUS - 12) / Math.max(here.length, 1))
    here.forEach(({ iface, subnet }, index) => {
      const even = (index - (here.length - 1) / 2) * spacing
      const off = side === 'above' && here.length === 1 ? plumbOf(subnet, x) : even
      const reach = Math.sqrt(ROUTER_RADIUS ** 2 - off ** 2)
      const at =
        side === 'above' ? { x: x + off, y: y - reach } : { x: side === 'left' ? x - reach : x + reach, y: y + off }
      found.set(iface.subnet, { router, interface: iface.name, side, at })
    })
  }
  return found
}

/** The foot of the chip that the wire is plugged into; the card's own foot where there is no uplink. */
function plugOf({ picture, rect, card }: NodeShape): Point {
  const chip = card.chips[picture.devices.findIndex((device) => device.kind === 'uplink')]
  if (!chip) return { x: rect.x + rect.width / 2, y: rect.y + rect.height }
  return { x: rect.x + chip.x + chip.width / 2, y: rect.y + chip.y + chip.height }
}

/** Straight down where nothing is in the way, else down the side of the area. */
function stubOf(node: NodeShape, subnet: SubnetShape, busY: number, trunkX: number): Point[] {
  const plug = plugOf(node)
  const foot = node.rect.y + node.rect.height
  const below = subnet.nodes.filter(({ rect }) => rect.y >= foot - 1)
  const blocked = below.some(({ rect }) => rect.x - 4 < plug.x && plug.x < rect.x + rect.width + 4)
  if (!blocked) return [plug, { x: plug.x, y: busY }]
  const lane = Math.min(...below.map(({ rect }) => rect.y)) - LANE
  return [plug, { x: plug.x, y: lane }, { x: trunkX, y: lane }, { x: trunkX, y: busY }]
}

/** Beside an area, in the gap between columns. */
const CORRIDOR = 18
const CORRIDOR_LANE = 7

/** Where the wires of subnets that have others below them go down to the router: left of their own column. */
function corridorsOf(subnets: readonly SubnetShape[]): Map<string, number> {
  const upper = subnets.filter(({ rect }) => subnets.some((other) => other.rect.y >= rect.y + rect.height))
  return new Map(
    upper.map(({ picture, rect }) => {
      const over = upper.filter((other) => other.rect.x === rect.x && other.rect.y < rect.y).length
      return [picture.id, rect.x - CORRIDOR + ((over % 4) - 1) * CORRIDOR_LANE]
    }),
  )
}

/** From a port to the bus: level with it, straight down onto it, or around a corner beside the router. */
function toBus({ at, side }: Attachment, busY: number, order: number, corridor: number | undefined): Point[] {
  if (corridor !== undefined) return [at, { x: corridor, y: at.y }, { x: corridor, y: busY }]
  if (side === 'above') return [at, { x: at.x, y: busY }]
  if (Math.abs(at.y - busY) < 1) return [at]
  const x = at.x + (side === 'left' ? -1 : 1) * (JOG + order * 8)
  return [at, { x, y: at.y }, { x, y: busY }]
}

interface Bus {
  readonly y: number
  readonly from: number
  readonly to: number
}

/** Level with the first router's port if that is below the area, and never along another subnet's bus. */
function busFor(
  subnet: SubnetShape,
  attachments: readonly Attachment[],
  others: readonly Bus[],
  corridor: number | undefined,
): Bus {
  const { x, y, width, height } = subnet.rect
  const bottom = y + height
  const level =
    corridor === undefined ? attachments.find(({ side, at }) => side !== 'above' && at.y >= bottom + 16) : undefined
  const ends = [...subnet.nodes.map((node) => plugOf(node).x), ...attachments.map(({ at }) => corridor ?? at.x)]
  const from = Math.min(...ends, x + width / 2)
  const to = Math.max(...ends, x + width / 2)
  let busY = level?.at.y ?? bottom + BUS_DROP
  while (others.some((bus) => Math.abs(bus.y - busY) < LANE - 2 && bus.from < to && from < bus.to)) busY += LANE
  return { y: busY, from, to }
}

export function wireSubnets(
  subnets: readonly SubnetShape[],
  routers: readonly RouterShape[],
): ReadonlyMap<string, SubnetWire> {
  const shapes = new Map(subnets.map((subnet) => [subnet.picture.id, subnet]))
  const corridors = corridorsOf(subnets)
  const attached = routers.map((router) => attachmentsOf(router, shapes, corridors))
  const buses: Bus[] = []
  const wires = new Map<string, SubnetWire>()
  for (const subnet of subnets) {
    const id = subnet.picture.id
    const attachments = attached.flatMap((of) => of.get(id) ?? [])
    const corridor = corridors.get(id)
    const bus = busFor(subnet, attachments, buses, corridor)
    buses.push(bus)
    const { x, width } = subnet.rect
    const trunkX = attachments[0]?.side === 'left' ? x + width - SUBNET_PADDING.right / 2 : x + SUBNET_PADDING.left / 2
    const stubs = new Map(subnet.nodes.map((node) => [node.picture.id, stubOf(node, subnet, bus.y, trunkX)]))
    const ports = new Map(
      attachments.map((attachment, order): [string, RouterPort] => [
        attachment.router.picture.id,
        { interface: attachment.interface, at: attachment.at, toBus: toBus(attachment, bus.y, order, corridor) },
      ]),
    )
    if (subnet.nodes.length === 0) {
      const foot = { x: x + width / 2, y: subnet.rect.y + subnet.rect.height }
      stubs.set(id, [foot, { x: foot.x, y: bus.y }])
    }
    const touching = [...stubs.values(), ...[...ports.values()].map((port) => port.toBus)]
    const ends = touching.flatMap((points) => points.at(-1)?.x ?? [])
    wires.set(id, { busY: bus.y, busFrom: Math.min(...ends), busTo: Math.max(...ends), stubs, ports })
  }
  return wires
}
