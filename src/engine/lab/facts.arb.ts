import type { Fabric } from '../fabric/fabric'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { ping } from '../trace/example-ping'
import type { LabDocument } from './document'
import { addressOfHost } from './find-host'
import { ipamOfCluster } from './ipam-in-document'
import { clusterOf, warningsOf } from './read-cluster'
import { realize } from './realize'

// For properties: all that a lab comes to, as data that can be compared.

/** All of a fabric as data, with what routes spell only when they are asked. */
const dataOf = ({ namespaces, segments, wires }: Fabric): unknown => ({
  namespaces: [...namespaces.values()].map(({ routes, ...rest }) => ({
    ...rest,
    routes: routes.map(({ provenance: { programmer, because, details, from }, ...route }) => ({
      ...route,
      provenance: { programmer, because, details, from },
    })),
  })),
  segments,
  ports: wires.flatMap((wire) => [...wire]).map(([key, { name }]) => `${key} ${name}`),
})

/** All that a document says and makes. */
export const factsOf = (document: LabDocument): unknown => ({
  cluster: clusterOf(document),
  warnings: warningsOf(document),
  ipam: [...ipamOfCluster(clusterOf(document)).blocks],
  fabric: dataOf(realize(document)),
})

/** The tables of every machine, as text, without regard to which of equal things was made first. */
export function tablesOf(fabric: Fabric): Record<string, unknown> {
  const named = [...fabric.namespaces.values()].map(({ name, routes, neighbours, fdb, masquerade, links }) => [
    name,
    {
      routes: routes.map(({ type, destination, nextHops, metric, protocol }) =>
        JSON.stringify([type, formatPrefix(destination), nextHops, metric, protocol]),
      ),
      neighbours: neighbours.map(({ address, mac }) => `${formatIpv4(address)} ${mac}`).sort(),
      fdb: fdb.map(({ mac, destination }) => `${mac} ${formatIpv4(destination)}`).sort(),
      masquerade: masquerade.map(({ sources, exceptDestinations }) => [
        sources.map(formatPrefix).sort(),
        exceptDestinations.map(formatPrefix).sort(),
      ]),
      links: links.map(({ name: link, mtuBytes, addresses }) => JSON.stringify([link, mtuBytes, addresses])).sort(),
    },
  ])
  return Object.fromEntries(named.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

/** What every ping of the lab sees, without times. */
export function pingsOf(fabric: Fabric): Record<string, unknown> {
  const hosts = [...fabric.namespaces.keys()].sort()
  const pairs = hosts.flatMap((from) => hosts.map((to) => [from, to] as const))
  return Object.fromEntries(
    pairs.map(([from, to]) => {
      const { verdict, steps } = ping(fabric, from, addressOfHost(fabric, to))
      return [`${from} ${to}`, { verdict, steps: steps.map(({ namespace, event }) => `${namespace} ${event.kind}`) }]
    }),
  )
}
