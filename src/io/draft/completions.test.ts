import { describe, expect, it } from 'vitest'
import { type Completion, completionsAt } from './completions'

const POOL = `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pool
spec:
`
const NODES = `apiVersion: v1
kind: Node
metadata:
  name: w1
  labels: {rack: a, reflector: ''}
---
apiVersion: v1
kind: Node
metadata:
  name: w2
---
`
const UNDERLAY = `apiVersion: podpath.dev/v1
kind: Underlay
metadata: {name: net}
spec:
  subnets:
    - {name: rack-a, cidr: 192.168.10.0/24}
`

/** `|` is the caret. */
function at(marked: string): { readonly options: readonly Completion[]; readonly replaced: string } {
  const offset = marked.indexOf('|')
  const text = marked.slice(0, offset) + marked.slice(offset + 1)
  const found = completionsAt(text, offset)
  return { options: found?.options ?? [], replaced: found ? text.slice(found.from, found.to) : '' }
}

const labels = (marked: string): readonly string[] => at(marked).options.map(({ label }) => label)
const option = (marked: string, label: string): Completion | undefined =>
  at(marked).options.find((each) => each.label === label)

describe('keys', () => {
  it('are those of the kind, at their level, less those that are there', () => {
    const found = labels(`${POOL}  cidr: 10.0.0.0/16\n  ip|`)
    expect(found).toContain('ipipMode')
    expect(found).not.toContain('cidr')
    expect(found).not.toContain('kind')
    expect(at(`${POOL}  ip|`).replaced).toBe('ip')
  })

  it('begin with the required ones', () => expect(labels(`${POOL}  |`)[0]).toBe('cidr'))

  it('are another kind’s in another document', () => {
    const peer = 'apiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: {name: p}\nspec:\n  p|\n'
    const found = labels(`${POOL}  cidr: 10.0.0.0/16\n---\n${peer}---\n${UNDERLAY}`)
    expect(found).toContain('peerIP')
    expect(found).not.toContain('ipipMode')
  })

  it('are known in the middle of a document, whatever follows', () => {
    expect(labels(`${POOL}  cidr: 10.0.0.0/16\n  na|\n  ipipMode: Never\n---\n${UNDERLAY}`)).toContain('natOutgoing')
  })

  it('of lists’ entries are offered behind the dash, and with it where it is missing', () => {
    expect(labels(`${UNDERLAY}  routers:\n    - |`)).toContain('interfaces')
    expect(option(`${UNDERLAY}  routers:\n    |`, 'name')?.insert).toBe('- name: ')
    expect(labels(`${UNDERLAY}  routers:\n    - name: r\n      |`)).not.toContain('name')
  })

  it('are offered in braces', () => {
    expect(labels(`${UNDERLAY}    - {name: b, |}\n`)).toEqual(['cidr', 'gateway', 'down', 'mtu'])
  })

  it('open what belongs below them', () => {
    expect(option(`${UNDERLAY}  |`, 'routers')?.insert).toBe('routers:\n    - ')
    expect(option('apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nsp|', 'spec')?.insert).toBe('spec:\n  ')
    expect(option(`${POOL}  |`, 'ipipMode')).toMatchObject({ insert: 'ipipMode: ', goesOn: true })
    expect(option(`${POOL}  ip|: Never`, 'ipipMode')?.insert).toBe('ipipMode')
  })

  it('of a resource without a version are those of the first there is', () => {
    expect(labels('kind: IPPool\nspec:\n  |')).toContain('blockSize')
  })

  it('of annotations are those that mean something', () => {
    expect(labels('apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    |')).toEqual([
      'cni.projectcalico.org/ipv4pools',
      'cni.projectcalico.org/ipAddrs',
    ])
  })

  it('are offered in lists of resources', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: projectcalico.org/v3\n  kind: IPPool\n  spec:\n    v|'
    expect(labels(list)).toContain('vxlanMode')
  })
})

describe('values', () => {
  it.each([
    ['ipipMode: |', ['Never', 'CrossSubnet', 'Always']],
    ['ipipMode: Cr|', ['Never', 'CrossSubnet', 'Always']],
    ['natOutgoing: |', ['true', 'false']],
    ['blockSize: |', ['26']],
    ['allowedUses: [Workload, |]', ['Workload', 'Tunnel', 'LoadBalancer']],
    ['allowedUses:\n  - |', ['Workload', 'Tunnel', 'LoadBalancer']],
  ])('of %s are what the schema allows', (line, expected) => expect(labels(`${POOL}  ${line}`)).toEqual(expected))

  it('replace the whole value', () => {
    const { replaced } = at(`${POOL}  ipipMode: Cro|ssSubnet # for now`)
    expect(replaced).toBe('CrossSubnet')
  })

  it('are names of what there is, also while another document is broken', () => {
    const peer = 'apiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: {name: p}\nspec:\n  node: |\n'
    expect(labels(`${NODES}${peer}---\nkind: [`)).toEqual(['w1', 'w2'])
    expect(labels(`${NODES}apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: |}`)).toEqual(['w1', 'w2'])
  })

  it('are the lab’s subnets', () => {
    const router = `${UNDERLAY}  routers:\n    - name: r\n      interfaces:\n        - {subnet: |}\n`
    expect(labels(router)).toEqual(['rack-a'])
  })

  it('of selectors are made of the nodes’ labels', () => {
    expect(labels(`${NODES}${POOL}  nodeSelector: |`)).toEqual(['all()', 'has(reflector)', "rack == 'a'"])
    expect(at(`${NODES}${POOL}  nodeSelector: rack == |`).replaced).toBe('rack == ')
  })

  it('of a pod’s request are pools, written as text', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    cni.projectcalico.org/ipv4pools: |'
    expect(option(`${POOL}  cidr: 10.0.0.0/16\n---\n${pod}`, '["pool"]')?.insert).toBe(`'["pool"]'`)
  })

  it('of kind and apiVersion go together', () => {
    expect(labels('apiVersion: podpath.dev/v1\nkind: |')).toEqual(['Underlay', 'Assertions', 'RoutingTable'])
    expect(labels('apiVersion: |\nkind: Pod')).toEqual(['v1'])
    expect(labels('kind: |')).toContain('IPPool')
  })
})

describe('new resources', () => {
  it('are offered in an empty document and behind a whole one', () => {
    expect(option('|', 'IPPool')).toMatchObject({ kind: 'resource', isSnippet: true })
    expect(option(`${UNDERLAY}---\n|`, 'BGPPeer')?.insert).toMatch(/^apiVersion/)
    expect(option(`${UNDERLAY}\n|`, 'BGPPeer')?.insert).toMatch(/^---\napiVersion/)
  })

  it('are one of a kind where a lab has one', () => expect(labels(`${UNDERLAY}---\n|`)).not.toContain('Underlay'))
})

it.each(['# a comm|ent', 'kind: IPPool # Pod|', `${POOL}  cidr: |x: y: z`, 'a: |-\n  text|', '- |', '[|', '{|', '"|'])(
  'says nothing wrong of %j',
  (marked) => expect(() => at(marked)).not.toThrow(),
)

it('is silent in comments', () => {
  expect(labels(`${POOL}  # ipip|`)).toEqual([])
  expect(labels(`${POOL}  cidr: 10.0.0.0/8 # ipip|`)).toEqual([])
})
