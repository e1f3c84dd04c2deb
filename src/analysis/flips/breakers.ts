import type { Cluster } from '../../engine/lab/cluster'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { faultKey } from '../../engine/lab/faults/fault'
import {
  faultsOfNetwork,
  faultsOfNode,
  faultsOfRouter,
  faultsOfSubnet,
  sessionFaults,
} from '../../engine/lab/faults/possible-faults'
import { addressOfHost, podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import type { NamespaceName } from '../../engine/linux/namespace'
import { formatPrefix } from '../../engine/net/prefix'
import { tracePacket } from '../../engine/trace/trace-packet'
import { ICMP_HEADER_BYTES } from '../../engine/wire/icmp'
import { IPV4_HEADER_BYTES } from '../../engine/wire/ipv4'
import { editedList, underlayPatch } from '../doctor/underlay-edits'
import { kindOf, type Loss, type PairOutcome } from '../pairs/outcome'
import { outcomeOf } from '../pairs/outcome-of'
import { PING_DEFAULTS } from '../pairs/ping-defaults'
import { pingPair } from '../pairs/ping-pair'
import { candidatesFor } from './candidates'
import type { Candidate, Question } from './flip'
import { withCommands } from './with-commands'

/** A single change or failure that breaks a pair, and the packet that shows it. */
export interface Breaker extends Candidate {
  readonly loss: Loss
  /** The machines that the packet passes until it is lost. */
  readonly witness: readonly NamespaceName[]
  /** A small packet still gets through: one of this size is lost, and its sender never told. */
  readonly bytes?: number
}

export interface Search {
  readonly tried: number
  readonly all: number
  /** The shortest witness first. */
  readonly found: readonly Breaker[]
}

/** In a large lab a search that never ends would be of no use; what stands nearest to the pair is tried first. */
const MOST_TRIED = 4_000

/**
 * Every single change or failure that breaks this pair: all faults of all machines and cables, the modes, masks and
 * switches, a peer, a pool, an affinity or a router's route that goes. Each is carried out and the ping sent again, a
 * small one and one as large as the way takes now. After each it says how far it is, so that whoever asks can stop. Nothing at all
 * if the pair is broken as it is.
 * @throws InvariantError if the document is not valid
 */
export function* breakersIn(document: LabDocument, question: Question): Generator<Search, void, void> {
  const { from, to } = question
  const fabric = realize(document)
  if (![from, to].every((host) => fabric.namespaces.has(host))) return
  const now = outcomeOf(fabric, pingPair(fabric, from, to))
  if (now.kind === 'lost') return
  const candidates = breakingCandidates(document, question)
  const found: Breaker[] = []
  for (const [index, candidate] of candidates.entries()) {
    const breaker = tried(document, question, candidate, now.mtuBytes)
    if (breaker) {
      found.push(breaker)
      found.sort((a, b) => a.witness.length - b.witness.length || a.commands.length - b.commands.length)
    }
    yield { tried: index + 1, all: candidates.length, found }
  }
}

function tried(document: LabDocument, question: Question, candidate: Candidate, mtuBytes: number): Breaker | undefined {
  const { from, to } = question
  const changed = withCommands(document, candidate.commands)
  const fabric = changed && realize(changed)
  if (!fabric?.namespaces.has(from) || !fabric.namespaces.has(to)) return undefined
  const small = pingPair(fabric, from, to)
  const isLost = (outcome: PairOutcome) => outcome.kind === 'lost' && kindOf(outcome) !== 'unknown'
  const asked = outcomeOf(fabric, small)
  if (asked.kind === 'lost')
    return isLost(asked) ? { ...candidate, loss: asked.loss, witness: passed(small) } : undefined
  const payloadBytes = mtuBytes - IPV4_HEADER_BYTES - ICMP_HEADER_BYTES
  const destination = addressOfHost(fabric, to)
  const full = tracePacket(fabric, { ...PING_DEFAULTS, pathMtuDiscovery: 'do', payloadBytes, from, destination })
  const outcome = outcomeOf(fabric, full)
  // Who is told of a smaller MTU sends smaller packets: that breaks nothing.
  if (outcome.kind !== 'lost' || !isLost(outcome) || outcome.loss.told) return undefined
  return { ...candidate, loss: outcome.loss, witness: passed(full), bytes: mtuBytes }
}

/** By which machines the packet went that was lost, the request's before the reply's. */
function passed({ steps, packets }: ReturnType<typeof pingPair>): readonly NamespaceName[] {
  const own = steps.filter(({ packet }) => packets[packet]?.kind !== 'error').map(({ namespace }) => namespace)
  return own.filter((host, i) => host !== own[i - 1])
}

/** Nearest first: settings, what concerns the two machines, the network, the routers, then everybody else. */
function breakingCandidates(document: LabDocument, question: Question): readonly Candidate[] {
  const cluster = clusterOf(document)
  const homes = homesOf(cluster, question)
  const others = cluster.nodes.map(({ name }) => name).filter((name) => !homes.includes(name))
  const { subnets, routers } = cluster.underlay
  // Without peers of its own a node's session is about its own routes: that of two others says nothing of this pair.
  const speakers = cluster.bgpPeers.length > 0 ? [...homes, ...others] : homes
  const active = new Set(activeFaults(cluster).map(faultKey))
  const faults = [
    ...homes.flatMap((name) => faultsOfNode(cluster, name)),
    ...faultsOfNetwork(cluster),
    ...subnets.flatMap(({ name }) => faultsOfSubnet(cluster, name)),
    ...routers.flatMap(({ name }) => faultsOfRouter(cluster, name)),
    ...speakers.flatMap((name) => sessionFaults(cluster, name)),
    ...others.flatMap((name) => faultsOfNode(cluster, name)),
  ].filter((fault) => !active.has(faultKey(fault)))
  const all: readonly Candidate[] = [
    ...candidatesFor(document, question, false).filter(({ name }) => name.kind !== 'fault'),
    ...removals(document, cluster, homes),
    ...faults.map(
      (fault): Candidate => ({ name: { kind: 'fault', fault }, commands: [{ kind: 'set-fault', fault, on: true }] }),
    ),
  ]
  const byKey = new Map<string, Candidate>()
  for (const candidate of all) {
    const key = keyOf(candidate)
    if (!byKey.has(key)) byKey.set(key, candidate)
  }
  return [...byKey.values()].slice(0, MOST_TRIED)
}

/** A session is one, whichever end it is told from. */
function keyOf({ name, commands }: Candidate): string {
  if (name.kind !== 'fault' || name.fault.kind !== 'bgp-session-down') return JSON.stringify(commands)
  return ['session', name.fault.node, name.fault.peer].toSorted().join(' ')
}

function homesOf({ pods, nodes }: Cluster, { from, to }: Question): readonly string[] {
  const homeOf = (host: string) => pods.find((pod) => podNamespaceName(pod) === host)?.node ?? host
  const homes = new Set([homeOf(from), homeOf(to)])
  return nodes.map(({ name }) => name).filter((name) => homes.has(name))
}

const removal = (
  code: string,
  params: Readonly<Record<string, string>>,
  ...commands: readonly Command[]
): Candidate => ({
  name: { kind: 'flip', code, params },
  commands,
})

/** What somebody deletes. */
function removals(document: LabDocument, cluster: Cluster, homes: readonly string[]): readonly Candidate[] {
  const { bgpPeers, pools, blockAffinities, underlay } = cluster
  return [
    ...pools.map(({ name }) => removal('without-pool', { pool: name }, { kind: 'remove-pool', pool: name })),
    ...bgpPeers.map(({ name }) =>
      removal('without', { kind: 'BGPPeer', name }, { kind: 'delete-manifest', resource: 'BGPPeer', name }),
    ),
    ...blockAffinities
      .filter(({ node }) => homes.includes(node))
      .map(({ name, cidr, node }) =>
        removal(
          'without-affinity',
          { block: formatPrefix(cidr), node },
          {
            kind: 'delete-manifest',
            resource: 'BlockAffinity',
            name,
          },
        ),
      ),
    ...underlay.routers.flatMap(({ name, routes }) =>
      routes.map(({ to }) => {
        const lost = formatPrefix(to)
        const routers = editedList(document, 'routers', (entry, router) =>
          router === name && Array.isArray(entry.routes)
            ? { ...entry, routes: entry.routes.filter((route) => JSON.stringify(route).includes(lost) === false) }
            : entry,
        )
        return removal('without-route', { router: name, to: lost }, underlayPatch(underlay.name, { routers }))
      }),
    ),
  ]
}
