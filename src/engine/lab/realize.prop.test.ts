import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '../../cases/read-case'
import reference from '../../labs/reference.yaml'
import type { Fabric } from '../fabric/fabric'
import { formatIpv4 } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { ping } from '../trace/example-ping'
import type { LabDocument } from './document'
import { addressOfHost } from './find-host'
import { realize } from './realize'

const labs: readonly (readonly [string, LabDocument])[] = [
  ['the reference lab', reference.document],
  ...['003-twopools', '004-borrow', '005-rr', '012-vxlan', '1020-current-tor'].map(
    (name) => [name, readCase(name).document] as const,
  ),
]

/** The tables of every machine, as text, without regard to which of equal things was made first. */
function tablesOf(fabric: Fabric): Record<string, unknown> {
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
function pingsOf(fabric: Fabric): Record<string, unknown> {
  const hosts = [...fabric.namespaces.keys()].sort()
  const pairs = hosts.flatMap((from) => hosts.map((to) => [from, to] as const))
  return Object.fromEntries(
    pairs.map(([from, to]) => {
      const { verdict, steps } = ping(fabric, from, addressOfHost(fabric, to))
      return [`${from} ${to}`, { verdict, steps: steps.map(({ namespace, event }) => `${namespace} ${event.kind}`) }]
    }),
  )
}

describe.each(labs)('in %s', (_, document) => {
  it('the order of the resources changes no table and no ping', () => {
    const fabric = realize(document)
    const expected = { tables: tablesOf(fabric), pings: pingsOf(fabric) }
    const { manifests } = document
    fc.assert(
      fc.property(fc.shuffledSubarray([...manifests], { minLength: manifests.length }), (shuffled) => {
        const other = realize({ manifests: shuffled })
        expect({ tables: tablesOf(other), pings: pingsOf(other) }).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})
