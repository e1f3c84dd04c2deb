import { expect, it } from 'vitest'
import { prefix } from '../net/prefix'
import { installedRoutes } from './installed-routes'
import type { Provenance, Route } from './route'

const line = (
  destination: string,
  programmer: Provenance['programmer'],
  metric = 0,
  dev: string = programmer,
): Route => ({
  type: 'unicast',
  destination: prefix(destination),
  nextHops: [{ dev }],
  metric,
  protocol: programmer === 'kernel' ? 'kernel' : 'boot',
  scope: 'global',
  provenance: { programmer, because: '', details: {}, from: [] },
})

const shown = (routes: readonly Route[]): string[] =>
  installedRoutes(routes).map(({ nextHops: [hop], metric }) => `${hop?.dev} ${metric}`)

const D = '10.0.0.0/24'

it('[FIB-4] a table without twins is itself', () => {
  const routes = [line(D, 'felix'), line(D, 'bird', 1024), line('10.0.1.0/24', 'bird')]
  expect(installedRoutes(routes)).toBe(routes)
})

it.each<[string, readonly Route[], readonly string[]]>([
  ['Felix’s takes the place of BIRD’s', [line(D, 'felix'), line(D, 'bird')], ['felix 0']],
  ['and of a person’s', [line(D, 'operator'), line(D, 'felix'), line(D, 'bird')], ['felix 0']],
  ['BIRD’s is refused a place that is taken', [line(D, 'operator'), line(D, 'bird')], ['operator 0']],
  [
    'with another metric each has its own',
    [line(D, 'felix'), line(D, 'bird'), line(D, 'bird', 1024)],
    ['felix 0', 'bird 1024'],
  ],
  [
    'the kernel adds a line for each device',
    [line(D, 'kernel', 0, 'eth0'), line(D, 'kernel', 0, 'eth1'), line(D, 'bird')],
    ['eth0 0', 'eth1 0'],
  ],
])('[FIB-4] %s', (_, routes, expected) => expect(shown(routes)).toEqual(expected))
