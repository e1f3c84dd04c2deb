import type { Fabric } from '../engine/fabric/fabric'
import type { NamespaceName } from '../engine/linux/namespace'
import { formatIpv4 } from '../engine/net/ipv4'
import type { Frame, Step, Trace } from '../engine/trace/trace'
import { type DissectedLayer, dissect } from '../engine/wire/dissect'
import { displayName } from './host-names'

/** An IPv4 header of a frame. */
export interface SeenLayer {
  readonly src: string
  readonly dst: string
  readonly proto: number
  readonly ttl: number
  readonly len: number
}

/** What a capture on `dev` sees, as the recorded cases write it down. */
export interface SeenFrame {
  readonly dev: string
  readonly dir: 'in' | 'out'
  readonly vxlan?: true
  /** From the outermost in, down to the header that carries the ICMP message; what an error quotes is left out. */
  readonly layers: readonly SeenLayer[]
  /** Absent in a later fragment. */
  readonly icmp?: { readonly type: number; readonly code: number }
}

/** The frames of a trace at every interface of every host, in order of time; hosts that see none are left out. */
export function seenFrames(fabric: Fabric, trace: Trace): Readonly<Record<string, readonly SeenFrame[]>> {
  const byHost = new Map<NamespaceName, SeenFrame[]>([...fabric.namespaces.keys()].map((name) => [name, []]))
  for (const step of trace.steps) {
    const frame = frameOf(step)
    if (frame) byHost.get(step.namespace)?.push(frame)
  }
  const order = ['node', 'router', 'pod']
  const rank = (name: NamespaceName): number => order.indexOf(fabric.namespaces.get(name)?.role ?? 'pod')
  return Object.fromEntries(
    [...byHost]
      .filter(([, frames]) => frames.length > 0)
      .toSorted(([a], [b]) => rank(a) - rank(b))
      .map(([name, frames]) => [displayName(fabric, name), frames]),
  )
}

/** What the step shows to a capture. */
function frameOf({ event }: Step): SeenFrame | undefined {
  switch (event.kind) {
    case 'receive':
      return seenFrame(event.link, 'in', event.frame)
    case 'transmit':
      return seenFrame(event.link, 'out', event.frame)
    default:
      return undefined
  }
}

export function seenFrame(dev: string, dir: SeenFrame['dir'], { bytes, linkType }: Frame): SeenFrame {
  const dissected = dissect(bytes, linkType)
  const layers = dissected.flatMap((layer) => (layer.protocol === 'ipv4' && !layer.quoted ? [seenLayer(layer)] : []))
  const icmp = dissected.find((layer) => layer.protocol === 'icmp')
  const isVxlan = dissected.some((layer) => layer.protocol === 'vxlan')
  return {
    dev,
    dir,
    ...(isVxlan && { vxlan: true as const }),
    layers,
    ...(icmp?.protocol === 'icmp' && { icmp: { type: icmp.header.type, code: icmp.header.code } }),
  }
}

function seenLayer({ header }: Extract<DissectedLayer, { readonly protocol: 'ipv4' }>): SeenLayer {
  const { source, destination, protocol, ttl, totalLength } = header
  return { src: formatIpv4(source), dst: formatIpv4(destination), proto: protocol, ttl, len: totalLength }
}
