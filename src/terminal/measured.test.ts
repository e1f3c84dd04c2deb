import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFabric, type Fabric } from '../engine/fabric/fabric'
import type { Link } from '../engine/linux/link'
import type { Namespace } from '../engine/linux/namespace'
import type { Route } from '../engine/linux/route'
import { compareRoutes } from '../engine/linux/route-order'
import { ip } from '../engine/net/ipv4'
import type { Mac } from '../engine/net/mac'
import { prefix } from '../engine/net/prefix'
import { textOf } from './output'
import { startLine } from './run-line'

// The host of fixtures/terminal/setup.sh, and what the real tools printed on it.

const route = (destination: string, more: Partial<Route>): Route => ({
  type: 'unicast',
  destination: prefix(destination),
  nextHops: [],
  metric: 0,
  protocol: 'boot',
  scope: 'global',
  provenance: { programmer: 'operator', because: 'static', details: {}, from: [] },
  ...more,
})

const via = (gateway: string, onlink = false) => ({ gateway: ip(gateway), dev: 'eth0', ...(onlink && { onlink }) })

const routes: readonly Route[] = [
  route('0.0.0.0/0', { nextHops: [via('192.168.10.1')], metric: 100 }),
  route('172.16.158.0/24', { type: 'blackhole', protocol: 'bird' }),
  route('172.16.158.8/32', { nextHops: [{ dev: 'eth0' }], scope: 'link' }),
  route('172.16.99.0/24', { type: 'unreachable', protocol: 'bird', metric: 1024 }),
  route('172.16.98.0/24', { type: 'prohibit' }),
  route('172.16.34.0/24', { nextHops: [via('192.168.10.77', true)], protocol: '80', mtuBytes: 1450 }),
  route('172.16.35.0/24', { nextHops: [via('192.168.10.77', true)], protocol: 'bird', metric: 1024 }),
  route('10.9.0.0/16', { nextHops: [via('192.168.10.7'), via('192.168.10.8')], protocol: 'bird' }),
  route('192.168.10.0/24', {
    nextHops: [{ dev: 'eth0' }],
    protocol: 'kernel',
    scope: 'link',
    preferredSource: ip('192.168.10.101'),
  }),
]

const link = (index: number, name: string, more: Partial<Link>): Link => ({
  name,
  index,
  type: { kind: 'ethernet' },
  mtuBytes: 1500,
  up: true,
  addresses: [],
  proxyArp: false,
  ...more,
})

const lo = link(1, 'lo', {
  type: { kind: 'loopback' },
  mtuBytes: 65536,
  addresses: [{ address: ip('127.0.0.1'), length: 8, scope: 'host' }],
})

const eth0 = link(3, 'eth0', {
  mac: '02:00:c0:a8:0a:65' as Mac,
  addresses: [
    { address: ip('192.168.10.101'), length: 24, scope: 'global' },
    { address: ip('172.16.158.0'), length: 32, scope: 'global' },
  ],
})

const host = (name: string, links: readonly Link[], table: readonly Route[]): Namespace => ({
  name,
  role: 'node',
  links,
  routes: table.toSorted(compareRoutes),
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  inputFilters: [],
  tracksConnections: false,
  forwarding: true,
})

const fabric: Fabric = createFabric(
  [host('host', [lo, eth0], routes), host('other', [lo, link(2, 'p0', {})], [])],
  [
    {
      name: 'cable',
      kind: 'veth',
      ports: [
        { namespace: 'host', link: 'eth0' },
        { namespace: 'other', link: 'p0' },
      ],
    },
  ],
)

/** The commands of `measured.txt`, each with what was printed and the exit status. */
function readMeasured(): readonly { readonly command: string; readonly printed: string }[] {
  const text = readFileSync(new URL('../../fixtures/terminal/measured.txt', import.meta.url), 'utf8')
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { command: part.slice(0, end), printed: part.slice(end + 1) }
    })
}

function printedBy(command: string): string {
  const session = { document: { manifests: [] } }
  const { chunks, exitCode } = startLine(session, 'host', command, () => fabric)
  return `${textOf(chunks, 'out', 'err')}${exitCode === 0 ? '' : `exit ${exitCode}\n`}`
}

describe('[TERM-1] the terminal prints what the real tools printed', () => {
  it.each(readMeasured())('$command', ({ command, printed }) => {
    expect(printedBy(command)).toBe(printed)
  })
})
