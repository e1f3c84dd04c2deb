import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Issue } from '../engine/issue'
import { sayInEnglish } from '../words/english'
import { formatIssue } from '../words/issues'
import { parseLab } from './parse-lab'
import { renderSource } from './render-source'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const reference = read('../labs/reference.yaml')

const said = (issues: readonly Issue[]): string[] => issues.map((issue) => formatIssue(issue, sayInEnglish))

type Edit = readonly [string | RegExp, string]

/** The reference lab after `edits`, each a text and what takes its place. */
const edited = (edits: readonly Edit[]): string =>
  edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to)
    expect(after, `${from} is in the lab`).not.toBe(before)
    return after
  }, reference)

const issuesOf = (text: string): readonly Issue[] => {
  const parsed = parseLab(text, 'lab.yaml')
  return parsed.ok ? parsed.value.report : parsed.error
}

/** The text from the place of `issue` on. */
const textAtPlace = (text: string, { source }: Issue): string => {
  const lines = text.split('\n').slice((source?.line ?? 0) - 1)
  return lines.join('\n').slice((source?.column ?? 0) - 1)
}

describe('parseLab', () => {
  it('accepts the reference lab with nothing to report', () => {
    const parsed = parseLab(reference)
    expect(parsed).toMatchObject({ ok: true, value: { source: reference, report: [] } })
  })

  const cases = new URL('../../fixtures/cases/', import.meta.url)
  const names = existsSync(cases)
    ? readdirSync(cases, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  it.each(names.map(({ name }) => name))('accepts the recorded case %s and writes it back as it was', (name) => {
    const text = readFileSync(new URL(`${name}/lab.yaml`, cases), 'utf8')
    const parsed = parseLab(text)
    expect(parsed.ok ? [] : said(parsed.error)).toEqual([])
    if (parsed.ok) expect(renderSource(text, parsed.value.document)).toBe(text)
  })

  it('names resource, place and what to do', () => {
    const text = edited([
      ['192.168.10.102/24', '10.1.2.3/24'],
      ['address: 192.168.10.102', 'address: 10.1.2.3'],
    ])
    const line = text.split('\n').indexOf('    - {type: InternalIP, address: 10.1.2.3}') + 1
    expect(said(issuesOf(text))).toEqual([
      `lab.yaml:${line}:35: Node k8s-w2 has 10.1.2.3, which is in no subnet. ` +
        'Add a subnet that contains it to the Underlay, or change the node’s address.',
    ])
  })

  const faults: readonly { what: string; edits: readonly Edit[]; at?: string; says: string }[] = [
    {
      what: 'an unknown API version',
      edits: [['projectcalico.org/v3\nkind: IPPool', 'projectcalico.org/v4\nkind: IPPool']],
      at: 'projectcalico.org/v4',
      says: 'IPPool default-ipv4-ippool has apiVersion projectcalico.org/v4',
    },
    {
      what: 'duplicate node addresses',
      edits: [['address: 192.168.10.102', 'address: 192.168.10.101']],
      at: '192.168.10.101}\n    - {type: Hostname, address: k8s-w2}',
      says: 'k8s-w2 and k8s-w1 both have 192.168.10.101.',
    },
    {
      what: 'a node with the router’s address',
      edits: [['address: 192.168.10.102', 'address: 192.168.10.1']],
      says: 'k8s-w2 and router both have 192.168.10.1.',
    },
    {
      what: 'a node with a broadcast address',
      edits: [['address: 192.168.10.102', 'address: 192.168.10.255']],
      says: 'Node k8s-w2 has 192.168.10.255, which is the network or broadcast',
    },
    {
      what: 'duplicate pod addresses',
      edits: [['podIP: 172.16.184.2', 'podIP: 172.16.34.1']],
      at: '172.16.34.1\n',
      says: 'default/pod3 and default/pod2 both have 172.16.34.1.',
    },
    {
      what: 'two subnets of one network',
      edits: [['cidr: 192.168.20.0/24', 'cidr: 192.168.10.0/24']],
      at: '192.168.10.0/24',
      says: 'Subnet b (192.168.10.0/24) overlaps subnet a (192.168.10.0/24).',
    },
    {
      what: 'both modes on one pool',
      edits: [['vxlanMode: Never', 'vxlanMode: Always']],
      at: 'Always',
      says: 'IPPool default-ipv4-ippool: cannot enable both VXLAN (Always) and IPIP (CrossSubnet)',
    },
    {
      what: 'a pod on a missing node',
      edits: [['nodeName: k8s-w0', 'nodeName: k8s-w9']],
      at: 'k8s-w9',
      says: 'Pod default/pod3 is on node k8s-w9, which does not exist.',
    },
    {
      what: 'a block size out of range',
      edits: [['blockSize: 24', 'blockSize: 33']],
      at: '33',
      says: 'IPPool default-ipv4-ippool: blockSize is 33. IPv4 block size must be between 20 and 32.',
    },
    {
      what: 'a pool smaller than a block',
      edits: [['cidr: 172.16.0.0/16', 'cidr: 172.16.0.0/25']],
      says: '172.16.0.0/25 is smaller than one block (/24)',
    },
    {
      what: 'host bits',
      edits: [['cidr: 172.16.0.0/16', 'cidr: 172.16.1.0/16']],
      says: 'an address inside 172.16.0.0/16, not a network. Write 172.16.0.0/16.',
    },
    {
      what: 'a mode that is none',
      edits: [['ipipMode: CrossSubnet', 'ipipMode: crosssubnet']],
      says: 'cannot be crosssubnet. Write one of: Never, CrossSubnet, Always',
    },
    {
      what: 'a gateway outside',
      edits: [['gateway: 192.168.10.1}', 'gateway: 192.168.20.1}']],
      at: '192.168.20.1}',
      says: 'Subnet a: the gateway 192.168.20.1 is not in 192.168.10.0/24.',
    },
    {
      what: 'a router in a missing subnet',
      edits: [['{subnet: b,', '{subnet: c,']],
      at: 'c, address',
      says: 'Router router has an interface in subnet c, which does not exist.',
    },
    {
      what: 'a router with a foreign address',
      edits: [['{subnet: b, address: 192.168.20.1}', '{subnet: b, address: 192.168.30.1}']],
      says: 'Router router has 192.168.30.1 in subnet b',
    },
    {
      what: 'a router named as a node',
      edits: [['name: router', 'name: k8s-m']],
      at: 'k8s-m\n',
      says: 'Router k8s-m has the name of a node.',
    },
    {
      what: 'a resource twice',
      edits: [['name: pod2', 'name: pod1']],
      at: 'pod1\n  namespace',
      says: 'Pod default/pod1 is in the file twice.',
    },
    {
      what: 'a boolean in quotes',
      edits: [['natOutgoing: true', "natOutgoing: 'true'"]],
      says: 'spec.natOutgoing is true, but it has to be of type boolean.',
    },
    {
      what: 'a selector that is none',
      edits: [['nodeSelector: all()', 'nodeSelector: rack = a']],
      says: 'the selector rack = a is not valid at “= a”',
    },
    { what: 'no pool', edits: [['kind: IPPool', 'kind: IPAMConfig']], says: 'There is no IPPool' },
    {
      what: 'a resource without a name',
      edits: [['  name: pod1\n  namespace', '  namespace']],
      says: ': A resource has no metadata.name.',
    },
    {
      what: 'a second Underlay',
      edits: [[/$/, '---\napiVersion: podpath.dev/v1\nkind: Underlay\nmetadata: {name: two}\nspec: {}\n']],
      says: 'Underlay two is a second one',
    },
    {
      what: 'a node without an address',
      edits: [
        ['projectcalico.org/IPv4Address: 192.168.20.100/24', 'x: y'],
        ['{type: InternalIP, address: 192.168.20.100}', '{type: ExternalIP, address: 192.168.20.100}'],
      ],
      says: 'Node k8s-w0 has no IPv4 address.',
    },
    {
      what: 'eBPF',
      edits: [
        [
          /$/,
          '---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\nspec: {bpfEnabled: true}\n',
        ],
      ],
      says: 'sets spec.bpfEnabled, which the lab does not model',
    },
  ]
  it.each(faults)('refuses $what', ({ edits, at, says }) => {
    const text = edited(edits)
    const parsed = parseLab(text, 'lab.yaml')
    expect(parsed.ok).toBe(false)
    const issue = issuesOf(text).find((candidate) => said([candidate])[0]?.includes(says))
    expect(issue ?? said(issuesOf(text))).toMatchObject({ severity: 'error', source: { file: 'lab.yaml' } })
    if (issue && at !== undefined) expect(textAtPlace(text, issue).startsWith(at)).toBe(true)
  })

  const warnings: readonly { what: string; edits: readonly Edit[]; at?: string; says: string }[] = [
    {
      what: 'overlapping pools',
      edits: [
        [
          /$/,
          '---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: two}\nspec: {cidr: 172.16.8.0/21}\n',
        ],
      ],
      says: 'IPPool(two) CIDR 172.16.8.0/21 overlaps with IPPool(default-ipv4-ippool) CIDR 172.16.0.0/16.',
    },
    {
      what: 'an unknown kind',
      edits: [['kind: BGPConfiguration', 'kind: Deployment']],
      says: 'Deployment default: the lab does not read Deployment. It stays in the file',
    },
    {
      what: 'another program’s kind of the same name',
      edits: [[/$/, '---\napiVersion: whereabouts.cni.cncf.io/v1alpha1\nkind: IPPool\nmetadata: {name: other}\n']],
      says: 'IPPool other has apiVersion whereabouts.cni.cncf.io/v1alpha1',
    },
    {
      what: 'a policy',
      edits: [[/$/, '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\n']],
      says: 'NetworkPolicy deny: the lab does not model policies.',
    },
    {
      what: 'a pod outside the pools',
      edits: [['podIP: 172.16.34.1', 'podIP: 10.0.0.1']],
      says: 'Pod default/pod3 has 10.0.0.1, which is in no IPPool.',
    },
    {
      what: 'a pod with a tunnel address',
      edits: [['podIP: 172.16.184.2', 'podIP: 172.16.34.0']],
      says: 'default/pod2 and k8s-w0 (tunl0) both have 172.16.34.0.',
    },
    {
      what: 'a next hop on no network',
      edits: [['via: 192.168.10.1', 'via: 192.168.20.1']],
      says: 'k8s-m has a route to 192.168.0.2/32 via 192.168.20.1',
    },
    {
      what: 'a host without a node',
      edits: [['{node: k8s-w0,', '{node: k8s-w7,']],
      says: 'The Underlay describes host k8s-w7',
    },
    {
      what: 'a block of two nodes',
      edits: [
        [
          /$/,
          '---\napiVersion: crd.projectcalico.org/v1\nkind: BlockAffinity\nmetadata: {name: x}\nspec: {cidr: 172.16.34.0/24, node: k8s-m}\n',
        ],
      ],
      says: 'Block 172.16.34.0/24 is confirmed for k8s-m and for k8s-w0.',
    },
    {
      what: 'an unknown release',
      edits: [
        [
          /$/,
          '---\napiVersion: projectcalico.org/v3\nkind: ClusterInformation\nmetadata: {name: default}\nspec: {calicoVersion: master}\n',
        ],
      ],
      says: 'master is no release of Calico',
    },
  ]
  it.each(warnings)('takes $what, and says so', ({ edits, says }) => {
    const parsed = parseLab(edited(edits), 'lab.yaml')
    expect(parsed.ok ? said(parsed.value.report).join('\n') : said(parsed.error)).toContain(says)
  })

  it('finds everything that is wrong, in the order of the text', () => {
    const text = edited([
      ['blockSize: 24', 'blockSize: x'],
      ['gateway: 192.168.10.1}', 'gateway: 1.2.3}'],
      ['nodeName: k8s-w0', 'nodeName: [k8s-w0]'],
    ])
    expect(issuesOf(text).map((issue) => textAtPlace(text, issue).slice(0, 5))).toEqual(['1.2.3', 'x\n  c', '[k8s-'])
  })
})

describe('parseLab on texts', () => {
  const first = (text: string): string => {
    const parsed = parseLab(text, 'f')
    return parsed.ok ? 'accepted' : (said(parsed.error)[0] ?? '')
  }

  it.each([
    ['nothing', '', 'f:1:1: There is no resource in this file.'],
    ['only comments', '# nothing\n---\n', 'f:1:1: There is no resource'],
    ['a tab', 'a:\n\tb: 1\n', 'f:2:1: This is not YAML: Tabs are not allowed as indentation.'],
    ['a duplicate key', 'a: 1\na: 2\n', 'f:2:1: This is not YAML: Map keys must be unique.'],
    ['broken JSON', '{"a": [1,2', 'f:1:11: This is not YAML: '],
    ['plain text', 'hello\n', 'f:1:1: This document is not a resource.'],
    [
      'an item that is no resource',
      'kind: List\napiVersion: v1\nitems:\n- 3\n',
      'f:4:3: This document is not a resource.',
    ],
    ['an undefined alias', 'a: *b\n', 'f:1:4: There is no anchor &b before the alias *b.'],
    ['an alias before its anchor', 'a: *b\nb: &b 1\n', 'f:1:4: There is no anchor &b'],
    [
      'an alias of what it is in',
      'metadata: &m\n  self: [*m]\n',
      'f:2:10: The alias *m is inside of what it stands for.',
    ],
    ['a merge of what it is in', 'a: &a {<<: *a}\n', 'f:1:12: The alias *a is inside'],
    ['a text without end', `a: 1\n? b\n${'# '.repeat(10_000_001)}`, 'f:2:1: A text of 20 MB is read only as kubectl'],
    ['deep brackets', '['.repeat(100_000), 'f:1:1: The text is nested deeper'],
    ['deep dashes', `${'- '.repeat(100_000)}a`, 'f:1:1: The text is nested deeper'],
    ['brackets in a string', `a: "${'['.repeat(1000)}"\n`, 'f:1:1: A resource has no apiVersion.'],
  ])('refuses %s', (_, text, says) => {
    expect(first(text)).toContain(says)
  })

  it('refuses a billion laughs', () => {
    const lines = [...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`)
    expect(first(`a: &a [${Array(9).fill('lol')}]\n${lines.join('\n')}\n`)).toContain('The aliases of this document')
  })

  it('refuses a long chain of aliases, and at once', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}]`)
    expect(first(`a0: &a0 1\n${lines.join('\n')}\n`)).toContain('The aliases of this document')
  })

  it('reads the lab as JSON, as a List, and with CRLF', () => {
    const parsed = parseLab(reference)
    if (!parsed.ok) throw new Error('the reference lab is valid')
    const { manifests } = parsed.value.document
    const list = { apiVersion: 'v1', kind: 'List', items: manifests }
    for (const text of [JSON.stringify(list), JSON.stringify(manifests), reference.replaceAll('\n', '\r\n')]) {
      const again = parseLab(text)
      expect(again.ok ? again.value.document.manifests : said(again.error)).toEqual(manifests)
    }
  })

  it('infers what a cluster’s own YAML leaves out, and says what', () => {
    const text = reference.slice(reference.indexOf('---') + 4)
    const parsed = parseLab(text, 'f')
    expect(parsed.ok ? said(parsed.value.report) : said(parsed.error)).toEqual([
      expect.stringContaining('Subnet subnet1 is inferred: 192.168.10.0/24'),
      expect.stringContaining('Subnet subnet2 is inferred: 192.168.20.0/24'),
    ])
    if (parsed.ok)
      expect(renderSource(text, parsed.value.document)).toContain(`${text}---\napiVersion: podpath.dev/v1\n`)
  })
})
