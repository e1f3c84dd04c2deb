import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOfPair } from '../../../analysis/pairs/ping-pair'
import { parseLab } from '../../../io/parse-lab'
import reference from '../../../labs/reference.yaml'
import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { clusterOf, warningsOf } from '../read-cluster'
import { realize } from '../realize'
import { renamed } from './rename'
import { backOf, hostAfter, type Renaming } from './renaming'

function lab(text: string): LabDocument {
  const parsed = parseLab(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.document
}

/** Everything that can name something. */
const everything = lab(`${reference.source.replace(
  'metadata: {name: reference}',
  `metadata:
  name: reference
  annotations: {podpath.dev/positions: '{ "node:k8s-w1": {"x":1,"y":2}, "pod:default/pod1": {"x":3,"y":4}, "subnet:a": {"x":5,"y":6}, "router:router": {"x":7,"y":8} }'}`,
)}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: tor}
spec: {node: k8s-w1, peerIP: 192.168.10.1, asNumber: 65001, filters: [no-pods]}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: chosen}
spec:
  nodeSelector: kubernetes.io/hostname in {'k8s-w1', "k8s-w2"} || kubernetes.io/hostname == 'k8s-w1'
  peerSelector: has(rack) && rack != 'k8s-w1'
---
apiVersion: projectcalico.org/v3
kind: BGPFilter
metadata: {name: no-pods}
spec: {}
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: {name: node.k8s-w1}
spec: {}
---
apiVersion: v1
kind: Pod
metadata: {name: asking, annotations: {cni.projectcalico.org/ipv4pools: '["default-ipv4-ippool"]'}}
spec: {nodeName: k8s-w1, nodeSelector: {kubernetes.io/hostname: k8s-w1}}
---
apiVersion: projectcalico.org/v3
kind: WorkloadEndpoint
metadata: {name: k8s--w1-k8s-told-eth0, namespace: prod}
spec: {node: k8s-w1, pod: told, orchestrator: k8s, endpoint: eth0, ipNetworks: [172.16.158.77/32]}
---
apiVersion: podpath.dev/v1
kind: Assertions
metadata: {name: wanted}
spec:
  pod1 -> told: {reach: true}
  default/pod1 <-> k8s-w1: {reach: true}
  '* -> pod1': {reach: true}
  router -> pod1: {reach: true}
`)

const accepted = (outcome: ReturnType<typeof renamed>): LabDocument => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

const RENAMINGS: readonly Renaming[] = [
  { kind: 'Node', name: 'k8s-w1', to: 'worker-one' },
  { kind: 'Pod', name: 'pod1', to: 'web' },
  { kind: 'Pod', name: 'told', namespace: 'prod', to: 'said' },
  { kind: 'subnet', name: 'a', to: 'rack-a' },
  { kind: 'router', name: 'router', to: 'gw' },
  { kind: 'IPPool', name: 'default-ipv4-ippool', to: 'pods' },
  { kind: 'BGPPeer', name: 'tor', to: 'top' },
  { kind: 'BGPFilter', name: 'no-pods', to: 'none' },
]

describe('a thing called otherwise', () => {
  it.each(RENAMINGS)('$kind $name is $to wherever it was named', (renaming) => {
    const after = accepted(renamed(everything, renaming))
    const text = JSON.stringify(after)
    const { name, to } = renaming
    const left = text.match(new RegExp(`[^\\w-]${name}[^\\w-]`, 'g')) ?? []
    // A rack called as the node, the pod's container, and the word before a router's name on the canvas.
    const kept = { 'k8s-w1': 1, pod1: 1, router: 1 }[name] ?? 0
    expect(left).toHaveLength(kept)
    expect(text).toContain(to)
    expect(warningsOf(after).length).toBe(warningsOf(everything).length)
  })

  it.each(RENAMINGS)('$kind $name: there and back is the same lab', (renaming) => {
    const there = accepted(renamed(everything, renaming))
    expect(there).not.toEqual(everything)
    expect(JSON.stringify(accepted(renamed(there, backOf(renaming))))).toBe(JSON.stringify(everything))
  })

  it.each(RENAMINGS)('$kind $name: every ping goes as it did', (renaming) => {
    const after = accepted(renamed(everything, renaming))
    const [fabric, other] = [realize(everything), realize(after)]
    const hosts = [...fabric.namespaces.keys()]
    expect([...other.namespaces.keys()].sort()).toEqual(hosts.map((host) => hostAfter(renaming, host)).sort())
    const kinds = (of: typeof fabric, nameOf: (host: string) => string) =>
      hosts.flatMap((from) => hosts.map((to) => outcomeOfPair(of, nameOf(from), nameOf(to)).kind))
    expect(kinds(other, (host) => hostAfter(renaming, host))).toEqual(kinds(fabric, (host) => host))
  })

  it('a line of assertions says the namespace where the name alone would be another’s', () => {
    const after = accepted(renamed(everything, { kind: 'Pod', name: 'told', namespace: 'prod', to: 'pod3' }))
    expect(Object.keys(after.manifests.find(({ kind }) => kind === 'Assertions')?.spec as object)).toContain(
      'pod1 -> prod/pod3',
    )
  })

  it('blocks that IPAM has written down go with their node and pods', () => {
    const node = clusterOf(reference.document).nodes[1]?.name ?? ''
    const moved = applyCommand(reference.document, { kind: 'remove-pod', pod: 'pod1', namespace: 'default' })
    const after = accepted(renamed(moved.ok ? moved.value : reference.document, { kind: 'Node', name: node, to: 'n9' }))
    expect(JSON.stringify(after)).not.toContain(`"${node}"`)
    expect(JSON.stringify(after)).not.toContain(`host:${node}`)
    expect(JSON.stringify(after)).not.toContain(`addr-${node}`)
  })
})

describe('a name', () => {
  it.each<readonly [Renaming, string]>([
    [{ kind: 'Node', name: 'k8s-w1', to: 'k8s-w2' }, 'name-taken'],
    [{ kind: 'Node', name: 'k8s-w1', to: 'router' }, 'name-taken'],
    [{ kind: 'router', name: 'router', to: 'k8s-w1' }, 'name-taken'],
    [{ kind: 'Pod', name: 'pod1', to: 'pod3' }, 'name-taken'],
    [{ kind: 'subnet', name: 'a', to: 'b' }, 'name-taken'],
    [{ kind: 'Node', name: 'k8s-w1', to: 'Big One' }, 'bad-name'],
    [{ kind: 'IPPool', name: 'default-ipv4-ippool', to: '' }, 'bad-name'],
    [{ kind: 'BGPPeer', name: 'nobody', to: 'x' }, 'no-such-resource'],
  ])('%j is refused: %s', (renaming, code) => {
    expect(renamed(everything, renaming)).toMatchObject({ ok: false, error: [{ code }] })
  })

  it('of anything, made up, there and back gives the identical lab', () => {
    const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/)
    fc.assert(
      fc.property(fc.constantFrom(...RENAMINGS), name, (renaming, to) => {
        const there = renamed(everything, { ...renaming, to })
        if (!there.ok || to === renaming.name) return
        const back = accepted(renamed(there.value, backOf({ ...renaming, to })))
        expect(JSON.stringify(back)).toBe(JSON.stringify(everything))
      }),
      { numRuns: 150 },
    )
  })
})
