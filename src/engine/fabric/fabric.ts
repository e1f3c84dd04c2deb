import type { LinkName } from '../linux/link'
import type { Namespace, NamespaceName } from '../linux/namespace'
import { oncePer } from '../once-per'
import { portKey, type SegmentLosses } from './segment-loss'
import type { SegmentNetem } from './segment-netem'

export interface Port {
  readonly namespace: NamespaceName
  readonly link: LinkName
}

/** What joins machines on layer 2: a subnet's switch, or the wire of a veth pair. */
export interface Segment {
  readonly name: string
  readonly kind: 'subnet' | 'veth'
  readonly ports: readonly Port[]
  /** Absent: it carries everything. */
  readonly losses?: SegmentLosses
  /** Absent: at once, and once. */
  readonly netem?: SegmentNetem
}

/** Every machine and pod of a lab, and the segments between them. */
export interface Fabric {
  readonly namespaces: ReadonlyMap<NamespaceName, Namespace>
  readonly segments: readonly Segment[]
  /** `namespace\0link` → its segment, for each list of segments that the fabric was made of; see `segmentAt`. */
  readonly wires: readonly ReadonlyMap<string, Segment>[]
}

/** @param cables more segments: kept apart, as an edit seldom touches them. */
export function createFabric(
  namespaces: readonly Namespace[],
  segments: readonly Segment[],
  cables: readonly Segment[] = [],
): Fabric {
  return {
    namespaces: byName(namespaces),
    segments: cables.length === 0 ? segments : [...segments, ...cables],
    wires: [byPort(segments), byPort(cables)],
  }
}

function byName(namespaces: readonly Namespace[]): ReadonlyMap<NamespaceName, Namespace> {
  const named = new Map<NamespaceName, Namespace>()
  for (const namespace of namespaces) named.set(namespace.name, namespace)
  return named
}

/** Once for each list, which fabrics of the same cables share. */
const byPort = oncePer(
  (segments: readonly Segment[]): ReadonlyMap<string, Segment> =>
    new Map(segments.flatMap((segment) => segment.ports.map((port) => [portKey(port), segment]))),
)

/** The segment a link is plugged into; none for tunnels and loopback. */
export function segmentAt({ wires }: Fabric, port: Port): Segment | undefined {
  const key = portKey(port)
  for (const wire of wires) {
    const segment = wire.get(key)
    if (segment) return segment
  }
  return undefined
}
