import type { Fabric } from '../fabric/fabric'
import { createFabric } from '../fabric/fabric'
import type { Link } from '../linux/link'
import type { Namespace } from '../linux/namespace'
import { formatIpv4, type Ipv4, ip } from '../net/ipv4'
import type { TraceMemory } from './memory'
import type { Probe, Trace } from './trace'
import { tracePacket } from './trace-packet'

// For tests: pings, and how they end in a few words.

type Traced = Trace & { readonly memory: TraceMemory }

/** `ping -c 1` from a host to an address, with the tool's defaults. */
export const ping = (
  fabric: Fabric,
  from: string,
  to: Ipv4 | string,
  changes: Partial<Probe> = {},
  memory?: TraceMemory,
) => {
  return tracePacket(fabric, exampleProbe(from, to, changes), memory)
}

export function exampleProbe(from: string, to: Ipv4 | string, changes: Partial<Probe> = {}): Probe {
  const destination = typeof to === 'string' ? ip(to) : to
  return { from, destination, payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want', ...changes }
}

/** The same ping several times, each with what the network remembers of those before. */
export function pingAgain(
  fabric: Fabric,
  times: number,
  from: string,
  to: string,
  changes: Partial<Probe> = {},
): string[] {
  const traces: Traced[] = []
  for (let i = 0; i < times; i++) traces.push(ping(fabric, from, to, changes, traces.at(-1)?.memory))
  return traces.map(outcome)
}

export function outcome({ verdict, steps }: Trace): string {
  switch (verdict.kind) {
    case 'answered':
      return `answered ttl=${verdict.ttl}`
    case 'error':
      return [verdict.error, 'from', formatIpv4(verdict.from), verdict.mtuBytes].filter(Boolean).join(' ')
    case 'local-error':
      return ['local', verdict.error, verdict.mtuBytes].filter(Boolean).join(' ')
    case 'lost':
      return `lost ${verdict.reason.kind} at ${steps[verdict.step]?.namespace}`
  }
}

/** Every loss of a trace: which packet, why and where. */
export const losses = ({ steps, packets }: Trace): string[] =>
  steps.flatMap(({ event, packet, namespace }) => {
    const { kind, error } = packets[packet] ?? { kind: 'no packet' }
    return event.kind === 'drop' ? [`${error ?? kind}: ${event.reason.kind} at ${namespace}`] : []
  })

export function withNamespace(
  fabric: Fabric,
  name: string,
  change: (namespace: Namespace) => Partial<Namespace>,
): Fabric {
  const namespaces = [...fabric.namespaces.values()].map((namespace) =>
    namespace.name === name ? { ...namespace, ...change(namespace) } : namespace,
  )
  return createFabric(namespaces, fabric.segments)
}

export const withLink = (fabric: Fabric, name: string, link: string, change: Partial<Link>): Fabric =>
  withNamespace(fabric, name, ({ links }) => ({
    links: links.map((candidate) => (candidate.name === link ? { ...candidate, ...change } : candidate)),
  }))
