import type { Peering } from '../../engine/calico/bird/speaker'
import { bgpNetwork } from '../../engine/lab/bgp-network'
import { formatIpv4 } from '../../engine/net/ipv4'
import { evidence, type Fix, type Patient, type Suspicion } from './finding'
import { editedList, underlayPatch } from './underlay-edits'

/** Sessions that the routes which they bring take away again: they come and go for ever. [BGP-10] */
export function sessionFindings(patient: Patient): readonly Suspicion[] {
  const { underlay, nodes } = patient.cluster
  const { restless } = bgpNetwork(patient.cluster)
  const [first] = restless.toSorted((a, b) => rank(patient, a) - rank(patient, b))
  if (!first) return []
  const routers = [...new Set(restless.map(({ speaker }) => speaker))].filter((name) =>
    underlay.routers.some((router) => router.name === name && router.bgp?.advertise === 'connected'),
  )
  const isNode = nodes.some(({ name }) => name === first.speaker)
  const [fix, ...otherwise] = [
    ...routers.map((router) => learnsOnly(patient, router)),
    ...withoutPeer(patient, restless),
  ]
  const params = { speaker: first.speaker, peer: first.peer, address: formatIpv4(first.peerAddress) }
  return [
    {
      code: 'restless-sessions',
      severity: 'warning',
      resource: isNode ? { kind: 'Node', name: first.speaker } : { kind: 'Underlay', name: underlay.name },
      element: isNode ? `node:${first.speaker}` : `router:${first.speaker}`,
      params: {
        ...params,
        count: new Set(restless.map(({ speaker, peer }) => [speaker, peer].toSorted().join(' '))).size,
      },
      evidence: restless
        .slice(0, MOST_SHOWN)
        .map(({ speaker, peer, peerAddress }) =>
          evidence('session-restless', { speaker, peer, address: formatIpv4(peerAddress) }),
        ),
      ...(fix && { fix, otherwise }),
    },
  ]
}

const MOST_SHOWN = 4

/** A node's own end says most: there one would look. */
const rank = ({ cluster }: Patient, { speaker }: Peering): number =>
  cluster.nodes.some(({ name }) => name === speaker) ? 0 : 1

/** What it tells of its own networks is what stands in the way. */
const learnsOnly = ({ document, cluster }: Patient, router: string): Fix => ({
  code: 'restless-learns-only',
  params: { router },
  commands: [
    underlayPatch(cluster.underlay.name, {
      routers: editedList(document, 'routers', (entry, name) =>
        name === router ? { ...entry, bgp: { ...bgpOf(entry.bgp), advertise: 'none' } } : entry,
      ),
    }),
  ],
})

const bgpOf = (bgp: unknown): Readonly<Record<string, never>> =>
  typeof bgp === 'object' && bgp !== null ? { ...bgp } : {}

/** The peer by whose address the session is configured. */
function withoutPeer({ cluster }: Patient, restless: readonly Peering[]): readonly Fix[] {
  const addresses = new Set(restless.map(({ peerAddress }) => peerAddress))
  return cluster.bgpPeers
    .filter(({ peerIP }) => peerIP !== undefined && addresses.has(peerIP))
    .map(({ name }) => ({
      code: 'restless-without-peer',
      params: { peer: name },
      commands: [{ kind: 'delete-manifest', resource: 'BGPPeer', name }],
      shell: `calicoctl delete bgppeer ${name}`,
    }))
}
