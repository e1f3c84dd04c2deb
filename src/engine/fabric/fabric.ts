import type { LinkName } from '../linux/link'
import type { Namespace, NamespaceName } from '../linux/namespace'
import { oncePer } from '../once-per'
import { portKey, type SegmentLosses } from './segment-loss'

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
}

/** Every machine and pod of a lab, and the segments between them. */
export interface Fabric {
  readonly namespaces: ReadonlyMap<NamespaceName, Namespace>
  readonly segments: readonly Segment[]
  /** `namespace\0link` → its segment; see `segmentAt`. */
  readonly segmentByPort: ReadonlyMap<string, Segment>
}

export function createFabric(namespaces: readonly Namespace[], segments: readonly Segment[]): Fabric {
  return {
    namespaces: new Map(namespaces.map((namespace) => [namespace.name, namespace])),
    segments,
    segmentByPort: byPort(segments),
  }
}

/** Once for each list, which fabrics of the same cables share. */
const byPort = oncePer(
  (segments: readonly Segment[]): ReadonlyMap<string, Segment> =>
    new Map(segments.flatMap((segment) => segment.ports.map((port) => [portKey(port), segment]))),
)

/** The segment a link is plugged into; none for tunnels and loopback. */
export const segmentAt = (fabric: Fabric, port: Port): Segment | undefined => fabric.segmentByPort.get(portKey(port))
