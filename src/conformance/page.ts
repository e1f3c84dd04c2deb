import type { KnownGap } from '../cases/read-case'
import { IGNORED as BGP_FIELDS } from '../engine/calico/resources/bgp-configuration'
import { NOT_MODELLED as FILTER_FIELDS } from '../engine/calico/resources/bgp-filter'
import { NOT_MODELLED as PEER_FIELDS } from '../engine/calico/resources/bgp-peer'
import { IGNORED as FELIX_FIELDS, REFUSED } from '../engine/calico/resources/felix-configuration'

/** One `npm run conformance`: topologies drawn from `seed` on. */
export interface ConformanceRun {
  readonly seed: number
  readonly topologies: number
  readonly pings: number
  readonly frames: number
  readonly different: number
  readonly kernel: string
}

/** The BIRD part of a run: topologies drawn from `seed` on, and lines that BIRD wrote into them. */
export interface BirdRun {
  readonly seed: number
  readonly topologies: number
  readonly routes: number
  /** In which BIRD itself comes to rest in several ways, by who was first. */
  readonly severalEnds: number
  readonly different: number
}

/** What docs/conformance.json holds: the figures, for the page and for the app. */
export interface ConformanceFigures {
  readonly recorded: { readonly cases: number; readonly equal: number }
  readonly runs: readonly ConformanceRun[]
  readonly birds: readonly BirdRun[]
}

/** What of a recording is no question to the engine (src/cases/bgp-errors.ts). */
const BGP_ERRORS =
  'Not compared are ICMP errors about BGP itself, unreachables of 88 bytes that quote the SYN of a speaker without a way ' +
  'to its peer: when BIRD tries again is its own affair. What they use up of a machine’s rate limit is taken from the ' +
  'recording (`040-chain` has such).'

/** What the comparison leaves out on purpose, or arranges so that it cannot matter. */
const ARRANGED = [
  'ICMP redirects are switched off in the kernel (`send_redirects` 0), as they were in the recordings.',
  '`rp_filter` is what the topology draws for each machine: off, strict or loose.',
  'Topologies with equal-cost next hops are not drawn: which one a flow takes hangs on the kernel’s random seed.',
  'Pings are sent so far apart that no outcome hangs on how late the kernel’s timers are.',
  'The frames of each machine are compared in the order in which it saw them, over all its interfaces.',
  'A topology that differs is built once more in a guest of its own before it counts as different.',
  'Routes are the engine’s own here; what BIRD makes of a cluster is compared by the BIRD part of the same command.',
]

/** docs/CONFORMANCE.md. */
export function conformancePage({ recorded, runs, birds }: ConformanceFigures, gaps: readonly KnownGap[]): string {
  return [
    '# How true is it?',
    'Written by `npm run conformance -- --write-page`; a test keeps the recorded part up to date.',
    '## Recorded cases',
    `${recorded.equal} of ${recorded.cases} recorded topologies are reproduced to the last route, line and frame ` +
      '(`fixtures/cases`). The others, and why (`fixtures/known-gaps.yaml`):',
    bullets(gaps.map(({ case: name, reason }) => `\`${name}\`: ${reason.trim()}`)),
    BGP_ERRORS,
    '## Random topologies in a real kernel',
    'Each is drawn from its seed, its machines are built as network namespaces under Linux (User Mode Linux), with the ' +
      'engine’s own links, addresses, neighbours, routes, filters and NAT; what `ip -j route` prints there, what each ' +
      '`ping` says, and every frame that tcpdump sees on every interface of every machine are compared with what the ' +
      'engine computes. `npm test` draws 20 new ones each time.',
    runs.length === 0 ? 'No run is written down yet.' : runTable(runs),
    '## Routes that real BIRDs find',
    'Each machine of a random topology runs Debian’s BIRD 1.6.8 with a configuration in the shape of confd’s templates: ' +
      'mesh or none, reflectors, router peers, several AS numbers, next hop modes, static routes, no tunnel that BIRD ' +
      'would have to program. When neither sessions nor tables change any more, each table is compared. Who waits for ' +
      'whom can leave BGP in more than one state; such topologies are told by starting the BIRDs in other orders.',
    birds.length === 0 ? 'No run is written down yet.' : birdTable(birds),
    '## Arranged',
    bullets(ARRANGED),
    '## Not modelled',
    bullets([
      'NetworkPolicy, in all its kinds, and HostEndpoint: where one decides, a ping’s verdict is “not known” and names it. IPv6.',
      `Refused by name, FelixConfiguration: ${names(REFUSED)}.`,
      `Read past with a warning, FelixConfiguration: ${names(FELIX_FIELDS)}; BGPPeer: ${names(PEER_FIELDS)}; a BGPFilter’s rules: ${names(FILTER_FIELDS)}; BGPConfiguration: ${names(BGP_FIELDS)}.`,
      'What a node’s own packets learn of a VXLAN tunnel whose underlay is narrower than the tunnel’s MTU and 50 bytes: that ' +
        'is how 20261705 differs. (20261851 is equal by itself: tcpdump had lost frames.)',
      'What is simplified on purpose: the last section of ARCHITECTURE.md.',
    ]),
  ]
    .join('\n\n')
    .concat('\n')
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

const names = (fields: readonly string[]): string => fields.map((field) => `\`${field}\``).join(', ')

function birdTable(birds: readonly BirdRun[]): string {
  const rows = birds.map(({ seed, topologies, routes, severalEnds, different }) =>
    [`${seed} to ${seed + topologies - 1}`, topologies, routes, severalEnds, different].join(' | '),
  )
  const head = 'seeds | topologies | routes by BIRD | in which BIRD has several ends | different'
  return [head, '---|---|---|---|---', ...rows].join('\n')
}

function runTable(runs: readonly ConformanceRun[]): string {
  const rows = runs.map(({ seed, topologies, pings, frames, different, kernel }) =>
    [`${seed} to ${seed + topologies - 1}`, topologies, pings, frames, different, kernel].join(' | '),
  )
  return ['seeds | topologies | pings | frames compared | different | Linux', '---|---|---|---|---|---', ...rows].join(
    '\n',
  )
}
