import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import type { LabDocument } from '../../engine/lab/document'
import { apply, bornWithVxlan, edited, patch, withRestlessSession, withUnderlay } from '../../engine/lab/example-lab'
import type { Fault } from '../../engine/lab/faults/fault'
import { netemOfNode, netemOfRouter } from '../../engine/lab/faults/netem-faults'
import { possibleFaults } from '../../engine/lab/faults/possible-faults'
import { podNamespaceName } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import type { JsonObject } from '../../engine/manifest'
import reference from '../../labs/reference.yaml'
import { sayInEnglish } from '../../words/english'
import { evidenceText, findingReason, findingTitle, fixText } from '../../words/finding-text'
import { podsIn } from '../difference/difference'
import { matrixOf } from '../matrix/matrix'
import { pingGroups } from '../matrix/summary'
import { outcomeOfPair } from '../pairs/ping-pair'
import { diagnose } from './diagnose'
import { type Finding, type FindingCode, QUESTIONS, SEVERITIES } from './finding'
import { lostPods } from './lost-pods'

const POOL = 'default-ipv4-ippool'
const REFERENCE = reference.document
const NEVER = edited(REFERENCE, { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' })
const ALWAYS = edited(REFERENCE, { kind: 'set-ipip-mode', pool: POOL, mode: 'Always' })
const VXLAN = bornWithVxlan(REFERENCE, 'CrossSubnet')
const CURRENT = edited(REFERENCE, { kind: 'set-era', era: 'current' })

const routed = withUnderlay(NEVER, {
  routers: [
    {
      name: 'router',
      interfaces: [
        { subnet: 'a', address: '192.168.10.1' },
        { subnet: 'b', address: '192.168.20.1' },
      ],
      routes: [
        { to: '172.16.116.0/24', via: '192.168.10.10' },
        { to: '172.16.158.0/24', via: '192.168.10.101' },
        { to: '172.16.184.0/24', via: '192.168.10.102' },
        { to: '172.16.34.0/24', via: '192.168.20.100' },
      ],
    },
  ],
})

const broken = (document: LabDocument, ...faults: readonly Fault[]) =>
  edited(document, ...faults.map((fault) => ({ kind: 'set-fault', fault, on: true }) as const))

const annotated = (annotation: string, value: string | null) => ({
  metadata: { annotations: { [`projectcalico.org/${annotation}`]: value } },
})

const filteredBy = (...drops: readonly JsonObject[]): LabDocument =>
  withUnderlay(REFERENCE, {
    routers: [
      {
        name: 'router',
        interfaces: [
          { subnet: 'a', address: '192.168.10.1' },
          { subnet: 'b', address: '192.168.20.1' },
        ],
        drops,
      },
    ],
  })

/** As `kubectl delete` of the CRD does: what Calico's client would do about the blocks is not done. */
const withoutPool = ({ manifests }: LabDocument, pool: string): LabDocument => ({
  manifests: manifests.filter(({ kind, metadata }) => kind !== 'IPPool' || metadata.name !== pool),
})

/** Labs in which something is wrong. */
const SICK: { readonly [C in Exclude<FindingCode, 'lost-pods'>]: LabDocument } = {
  'unknown-blocks': NEVER,
  'unequal-masks': broken(REFERENCE, { kind: 'wrong-mask', node: 'k8s-w1', length: 16 }),
  'host-mask': broken(REFERENCE, { kind: 'wrong-mask', node: 'k8s-w1', length: 32 }),
  'wrong-node-address': broken(REFERENCE, { kind: 'wrong-address', node: 'k8s-w0', address: '10.0.2.15' }),
  'duplicate-affinity': broken(REFERENCE, { kind: 'duplicate-affinity', node: 'k8s-w2', cidr: '172.16.158.0/24' }),
  'blocks-overlap': edited(
    REFERENCE,
    apply('BlockAffinity', 'k8s-w2-172-16-158-0-26', { cidr: '172.16.158.0/26', node: 'k8s-w2', state: 'confirmed' }),
  ),
  'subnets-overlap': edited(
    withUnderlay(REFERENCE, {
      subnets: [
        { name: 'a', cidr: '192.168.0.0/19', gateway: '192.168.10.1' },
        { name: 'b', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
      ],
    }),
    ...['k8s-m', 'k8s-w1', 'k8s-w2'].map((node, i) =>
      patch('node', node, annotated('IPv4Address', `192.168.10.${[10, 101, 102][i]}/19`)),
    ),
  ),
  'pools-overlap': edited(
    REFERENCE,
    apply('IPPool', 'inner', { cidr: '172.16.158.0/24', ipipMode: 'Always', nodeSelector: '!all()' }),
  ),
  'block-without-pool': withoutPool(
    edited(REFERENCE, apply('IPPool', 'another', { cidr: '10.244.0.0/16', ipipMode: 'CrossSubnet' })),
    POOL,
  ),
  'pool-over-subnet': withUnderlay(REFERENCE, {
    subnets: [
      { name: 'a', cidr: '192.168.10.0/24', gateway: '192.168.10.1' },
      { name: 'b', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
      { name: 'c', cidr: '172.16.9.0/24' },
    ],
  }),
  'routes-by-both': edited(CURRENT, apply('BGPConfiguration', 'default', { programClusterRoutes: 'Enabled' })),
  'routes-by-nobody': edited(CURRENT, apply('FelixConfiguration', 'default', { programClusterRoutes: 'Disabled' })),
  'tunnel-mtu': edited(REFERENCE, apply('FelixConfiguration', 'default', { ipipMTU: 1500 })),
  'switch-mtu': broken(REFERENCE, { kind: 'switch-mtu', subnet: 'b', mtuBytes: 1400 }),
  'router-mtu': broken(REFERENCE, { kind: 'router-mtu', router: 'router', subnet: 'b', mtuBytes: 1400 }),
  'node-mtu': broken(REFERENCE, { kind: 'node-mtu', node: 'k8s-w0', mtuBytes: 1400 }),
  'silent-router': broken(REFERENCE, { kind: 'silent-router', router: 'router' }),
  'ipip-dropped': broken(REFERENCE, { kind: 'dropped', what: 'ipip', router: 'router' }),
  'vxlan-dropped': broken(VXLAN, { kind: 'dropped', what: 'vxlan' }),
  'bgp-dropped': broken(REFERENCE, { kind: 'dropped', what: 'bgp' }),
  'icmp-dropped': broken(REFERENCE, { kind: 'dropped', what: 'icmp', router: 'router' }),
  'source-check': broken(REFERENCE, { kind: 'source-check' }),
  'subnets-apart': withUnderlay(REFERENCE, {
    subnets: [
      { name: 'a', cidr: '192.168.10.0/24', gateway: '192.168.10.1' },
      { name: 'b', cidr: '192.168.20.0/24', gateway: '192.168.20.1' },
      { name: 'transit', cidr: '10.0.0.0/30' },
    ],
    routers: [
      {
        name: 'router',
        interfaces: [
          { subnet: 'a', address: '192.168.10.1' },
          { subnet: 'transit', address: '10.0.0.1' },
        ],
        routes: [{ to: '192.168.20.0/24', via: '10.0.0.2' }],
      },
      {
        name: 'far',
        interfaces: [
          { subnet: 'b', address: '192.168.20.1' },
          { subnet: 'transit', address: '10.0.0.2' },
        ],
      },
    ],
  }),
  'unreachable-blocks': readCase('032-tor').document,
  'nat-outgoing-off': edited(REFERENCE, { kind: 'set-nat-outgoing', pool: POOL, enabled: false }),
  'pool-disabled': edited(REFERENCE, patch('ippool', POOL, { spec: { disabled: true } })),
  filtered: filteredBy({ protocol: 'ipip', source: '192.168.10.101/32' }),
  'no-tunnel-address': edited(VXLAN, patch('node', 'k8s-w2', annotated('IPv4VXLANTunnelAddr', null))),
  'tunnel-address-twice': edited(REFERENCE, patch('node', 'k8s-w2', annotated('IPv4IPIPTunnelAddr', '172.16.158.0'))),
  'no-peers': edited(REFERENCE, { kind: 'set-bgp-mesh', enabled: false }),
  'export-disabled': edited(
    edited(REFERENCE, { kind: 'set-era', era: 'v3.32' }),
    patch('ippool', POOL, { spec: { disableBGPExport: true } }),
  ),
  'no-default-route': withUnderlay(REFERENCE, {
    subnets: [
      { name: 'a', cidr: '192.168.10.0/24', gateway: '192.168.10.1' },
      { name: 'b', cidr: '192.168.20.0/24' },
    ],
  }),
  'node-down': broken(REFERENCE, { kind: 'node-down', node: 'k8s-w0' }),
  'router-down': broken(REFERENCE, { kind: 'router-down', router: 'router' }),
  'subnet-down': broken(REFERENCE, { kind: 'subnet-down', subnet: 'b' }),
  'node-cable': broken(REFERENCE, { kind: 'node-cable', node: 'k8s-w0', how: 'no-send' }),
  'router-cable': broken(REFERENCE, { kind: 'router-cable', router: 'router', subnet: 'a', how: 'down' }),
  'node-netem': broken(REFERENCE, { kind: 'node-netem', node: 'k8s-w0', way: 'send', what: 'loss', amount: 10 }),
  'router-netem': broken(REFERENCE, {
    kind: 'router-netem',
    router: 'router',
    subnet: 'b',
    way: 'receive',
    what: 'delay',
    amount: 20,
  }),
  'restless-sessions': withRestlessSession(REFERENCE),
  'stale-route': broken(REFERENCE, {
    kind: 'stale-route',
    node: 'k8s-w1',
    to: '172.16.184.0/25',
    via: '192.168.10.10',
  }),
  'bird-stopped': broken(REFERENCE, { kind: 'bird-stopped', node: 'k8s-w0' }),
  'bgp-session-down': broken(REFERENCE, { kind: 'bgp-session-down', node: 'k8s-w1', peer: 'k8s-w0' }),
  'missing-device': broken(REFERENCE, { kind: 'missing-device', node: 'k8s-w0', device: 'tunl0' }),
  'strict-rp-filter': broken(REFERENCE, { kind: 'strict-rp-filter', node: 'k8s-w0' }),
}

/** Labs in which nothing is. */
const SOUND: Readonly<Record<string, LabDocument>> = {
  reference: REFERENCE,
  Always: ALWAYS,
  VXLAN,
  current: CURRENT,
  'Never, with routes on the router': routed,
}

const codesOf = (document: LabDocument): readonly FindingCode[] => diagnose(document).map(({ code }) => code)

const wordsOf = (finding: Finding): string =>
  [findingTitle(finding), findingReason(finding), ...finding.evidence.map(evidenceText), ...fixWords(finding)]
    .map(sayInEnglish)
    .join('\n')

/** Asked of the pings themselves, not of the doctor. */
function lostPairs(document: LabDocument): number {
  const fabric = realize(document)
  return pingGroups(matrixOf(fabric, podsIn(fabric))).reduce(
    (sum, { kind, count }) => sum + (kind === 'lost' ? count : 0),
    0,
  )
}

const fixWords = ({ fix }: Finding) => (fix ? [fixText(fix)] : [])

describe('the doctor', () => {
  it.each(Object.entries(SOUND))('is silent about a sound lab: %s', (_, document) => {
    expect(diagnose(document)).toEqual([])
  })

  it.each(Object.entries(SICK) as [FindingCode, LabDocument][])(
    'finds %s, explains it and puts it right',
    (code, sick) => {
      const finding = diagnose(sick).find((each) => each.code === code)
      expect(finding, codesOf(sick).join()).toBeDefined()
      if (!finding) return
      const words = wordsOf(finding)
      expect(words).not.toMatch(/doctor\.|\{\{|undefined/)
      expect(finding.evidence.length).toBeGreaterThan(0)
      const { kind, name } = finding.resource
      expect(sick.manifests.map((each) => `${each.kind} ${each.metadata.name}`)).toContain(`${kind} ${name}`)
      const cured = edited(sick, ...(finding.fix?.commands ?? []))
      expect(codesOf(cured)).not.toContain(code)
      expect(diagnose(cured).filter(({ severity }) => severity === 'error')).toEqual([])
      if (finding.severity === 'error') expect(lostPairs(cured)).toBe(0)
    },
  )

  it.each<[string, JsonObject]>([
    ['protocol 4 from a node', { protocol: 'ipip', source: '192.168.10.101/32' }],
    ['protocol 4 to a node', { protocol: 'ipip', destination: '192.168.10.101/32' }],
    ['TCP of a subnet, BGP among it', { protocol: 'tcp', source: '192.168.10.0/24' }],
    ['all of a subnet', { source: '192.168.10.0/24' }],
  ])('[DOCTOR-2] a filter for somebody’s packets is what is found, and what is lifted: %s', (_, rule) => {
    const [finding, ...more] = diagnose(filteredBy(rule))
    expect(more).toEqual([])
    expect(finding).toMatchObject({ code: 'filtered', severity: 'error', path: ['spec', 'routers', 0, 'drops', 0] })
    expect(finding && wordsOf(finding)).toMatch(/Tried: with the fix \d+ more pairs? of pods reach/)
    expect(lostPairs(edited(filteredBy(rule), ...(finding?.fix?.commands ?? [])))).toBe(0)
  })

  it('a filter that no pod notices is no error, and one of many is lifted alone', () => {
    const [quiet, ...more] = diagnose(filteredBy({ protocol: 'udp', port: 53 }))
    expect(more).toEqual([])
    expect(quiet).toMatchObject({ code: 'filtered', severity: 'notice' })
    const [loud] = diagnose(filteredBy({ protocol: 'udp', port: 53 }, { source: '192.168.10.101/32' }))
    expect(loud).toMatchObject({ severity: 'error', path: ['spec', 'routers', 0, 'drops', 1] })
  })

  it('[DOCTOR-1] a fix that would lose pods is not offered before what is in its way', () => {
    const masks = ['k8s-w0', 'k8s-w1'].map((node): Fault => ({ kind: 'wrong-mask', node, length: 16 }))
    const twice = broken(routed, { kind: 'dropped', what: 'ipip' }, ...masks)
    const wide = edited(twice, { kind: 'set-ipip-mode', pool: POOL, mode: 'CrossSubnet' })
    const waiting = diagnose(wide).find(({ code }) => code === 'unequal-masks')
    expect(waiting?.fix).toBeUndefined()
    expect(waiting && wordsOf(waiting)).toContain('First the rest, then this.')
    const first = diagnose(wide).find(({ code }) => code === 'ipip-dropped')
    const then = diagnose(edited(wide, ...(first?.fix?.commands ?? []))).find(({ code }) => code === 'unequal-masks')
    expect(then?.fix).toBeDefined()
  })

  it('does not say that nothing is wrong where pods are lost for a reason it does not know', () => {
    const findings = lostPods({ document: NEVER, cluster: clusterOf(NEVER), fabric: realize(NEVER) }, [])
    expect(findings).toMatchObject([{ code: 'lost-pods', severity: 'error', params: { at: 'router' } }])
    expect(findings.map(wordsOf).join()).toContain('4 of 6 pings between pods are lost.')
  })

  it('what is typed at the real thing is for every node that the finding names', () => {
    const [finding] = diagnose(readCase('008-mask').document).filter(({ code }) => code === 'unequal-masks')
    const named = String(finding?.params.nodes).split(', ')
    expect(named.length).toBeGreaterThan(1)
    for (const node of named) expect(finding?.fix?.shell).toContain(`calicoctl patch node ${node} `)
  })

  it('knows where each question has been asked', () => {
    for (const url of Object.values(QUESTIONS)) expect(url).toMatch(/^https:\/\/[\w./#-]+$/)
  })

  it('says the worst first', () => {
    const sick = broken(NEVER, { kind: 'silent-router', router: 'router' }, { kind: 'source-check' })
    const ranks = diagnose(sick).map(({ severity }) => SEVERITIES.indexOf(severity))
    expect(ranks).toEqual(ranks.toSorted())
    expect(codesOf(sick)).toEqual(['source-check', 'unknown-blocks', 'silent-router'])
  })
})

const CLUSTER = clusterOf(REFERENCE)

it.each(
  [...possibleFaults(CLUSTER), ...netemOfNode('k8s-w1'), ...netemOfRouter(CLUSTER, 'router')].map(
    (fault) => [JSON.stringify(fault), fault] as const,
  ),
)('whatever breaks is found, and its own fix puts the lab back: %s', (_, fault) => {
  const fixes = diagnose(broken(REFERENCE, fault)).map(({ fix }) => fix?.commands ?? [])
  const cured = fixes.map((commands) => JSON.stringify(edited(broken(REFERENCE, fault), ...commands)))
  expect(cured).toContain(JSON.stringify(REFERENCE))
})

describe('whether a fault costs packets in the lab at hand', () => {
  it.each<[string, LabDocument, Fault, Finding['severity']]>([
    ['protocol 4 dropped, IPIP in use', ALWAYS, { kind: 'dropped', what: 'ipip' }, 'error'],
    ['protocol 4 dropped, VXLAN in use', VXLAN, { kind: 'dropped', what: 'ipip' }, 'notice'],
    ['source check, everything wrapped', ALWAYS, { kind: 'source-check' }, 'notice'],
    ['BGP dropped, BIRD programs', ALWAYS, { kind: 'dropped', what: 'bgp' }, 'error'],
    ['BGP dropped, Felix programs', VXLAN, { kind: 'dropped', what: 'bgp' }, 'notice'],
    ['BIRD stopped, Felix programs', VXLAN, { kind: 'bird-stopped', node: 'k8s-w0' }, 'warning'],
    ['no tunl0, VXLAN in use', VXLAN, { kind: 'missing-device', node: 'k8s-w0', device: 'tunl0' }, 'notice'],
    ['a wrong mask, nobody asks it', ALWAYS, { kind: 'wrong-mask', node: 'k8s-w1', length: 16 }, 'notice'],
    ['a /32, and the reply wrapped', REFERENCE, { kind: 'wrong-mask', node: 'k8s-w1', length: 32 }, 'warning'],
  ])('%s', (_, document, fault, severity) => {
    expect(diagnose(broken(document, fault)).map((finding) => finding.severity)).toEqual([severity])
  })

  it('what Azure does not carry is not what the fix for its plain packets uses', () => {
    const azure = edited(NEVER, { kind: 'set-cloud', cloud: 'azure' })
    const finding = diagnose(azure).find(({ code }) => code === 'unknown-blocks')
    expect(finding?.fix?.commands).toEqual([{ kind: 'set-vxlan-mode', pool: POOL, mode: 'CrossSubnet' }])
  })
})

/** Recorded topologies in which something is lost for a reason that is no fault: an address that nobody has, and such. */
describe('in the recorded topologies', () => {
  it.each(caseNames())('%s: an error where pods do not reach each other, and nowhere else', (name) => {
    const { document } = readCase(name)
    const { pods } = clusterOf(document)
    const fabric = realize(document)
    const hosts = pods.map(podNamespaceName)
    const lost = hosts.some((from) =>
      hosts.some((to) => from !== to && outcomeOfPair(fabric, from, to).kind === 'lost'),
    )
    const worst = diagnose(document)[0]?.severity
    expect(worst === 'error', worst).toBe(lost)
  })
})
