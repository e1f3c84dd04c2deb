import { modeOf, ownNetwork } from '../../engine/calico/resources/encap'
import type { CalicoNode } from '../../engine/calico/resources/node'
import { groupBy } from '../../engine/group-by'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import type { Fault } from '../../engine/lab/faults/fault'
import { subnetHolding } from '../../engine/lab/underlay-hosts'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, prefixContains } from '../../engine/net/prefix'
import { type Evidence, evidence, type Patient, type Suspicion } from './finding'
import { losesSomebody } from './loses-somebody'

type WrongMask = Extract<Fault, { readonly kind: 'wrong-mask' }>

/** Nodes whose recorded mask is not their subnet's, those of one mask together. */
export function maskFindings(patient: Patient): readonly Suspicion[] {
  const wrong = activeFaults(patient.cluster).filter((fault) => fault.kind === 'wrong-mask')
  return [...groupBy(wrong, ({ length }) => length).values()].map((faults) => findingOf(faults, patient))
}

/** Nodes of one mask are alike; a few of them tell. */
const MOST_ASKED = 8

function findingOf(faults: readonly WrongMask[], patient: Patient): Suspicion {
  const { nodes, underlay, pools } = patient.cluster
  const names = new Set(faults.map(({ node }) => node))
  const [first] = faults as readonly [WrongMask]
  const node = nodes.find(({ name }) => name === first.node) as CalicoNode
  const subnet = subnetHolding(underlay, node.internalAddress)
  const crossing = pools.find((pool) => modeOf(pool) === 'CrossSubnet')
  const oneWay = crossing && oneSided(nodes, names)
  const loses = faults.slice(0, MOST_ASKED).some((fault) => losesSomebody(patient, fault.node))
  const params = {
    node: first.node,
    nodes: [...names].join(', '),
    count: names.size,
    length: first.length,
    subnet: subnet?.name ?? '',
    cidr: subnet ? formatPrefix(subnet.cidr) : '',
  }
  const shell = shellOf(faults, patient.cluster)
  return {
    code: first.length === 32 ? 'host-mask' : 'unequal-masks',
    severity: crossing ? (loses ? 'error' : 'warning') : 'notice',
    resource: { kind: 'Node', name: first.node },
    path: ['metadata', 'annotations', 'projectcalico.org/IPv4Address'],
    element: `node:${first.node}`,
    params,
    evidence: [...(oneWay ? sidesOf(...oneWay) : []), ...(crossing ? [] : [evidence('no-cross-subnet')])],
    fix: {
      code: 'unequal-masks',
      params: { nodes: params.nodes, length: subnet?.cidr.length ?? 32 },
      commands: faults.map((fault) => ({ kind: 'set-fault', fault, on: false })),
      ...(shell !== undefined && { shell }),
    },
  }
}

/** One line a node; of more than a few it would be a script. */
function shellOf(faults: readonly WrongMask[], { nodes, underlay }: Patient['cluster']): string | undefined {
  if (faults.length > MOST_ASKED) return undefined
  const lines = faults.flatMap(({ node: name }) => {
    const address = nodes.find((node) => node.name === name)?.internalAddress
    const subnet = address === undefined ? undefined : subnetHolding(underlay, address)
    if (address === undefined || !subnet) return []
    const right = formatPrefix({ address, length: subnet.cidr.length })
    return [`calicoctl patch node ${name} -p '{"spec":{"bgp":{"ipv4Address":"${right}"}}}'`]
  })
  return lines.length > 0 ? lines.join(' && ') : undefined
}

const holds = (a: CalicoNode, b: CalicoNode): boolean => prefixContains(ownNetwork(a), b.bgpAddress.address)

/** Two nodes of which one takes the other for a neighbour, and not the other way round: the tunnel goes one way. */
function oneSided(
  nodes: readonly CalicoNode[],
  names: ReadonlySet<string>,
): readonly [CalicoNode, CalicoNode] | undefined {
  for (const a of nodes.filter(({ name }) => names.has(name))) {
    const b = nodes.find((other) => other !== a && holds(a, other) !== holds(other, a))
    if (b) return holds(a, b) ? [a, b] : [b, a]
  }
  return undefined
}

const sidesOf = (plain: CalicoNode, wrapping: CalicoNode): readonly Evidence[] => [
  evidence('holds', side(plain, wrapping)),
  evidence('holds-not', side(wrapping, plain)),
]

const side = (a: CalicoNode, b: CalicoNode) => ({
  node: a.name,
  network: formatPrefix(ownNetwork(a)),
  other: b.name,
  address: formatIpv4(b.bgpAddress.address),
})
