import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import type { LabDocument } from '../../lab/document'
import { apply, edited } from '../../lab/example-lab'
import { warningsOf } from '../../lab/read-cluster'
import { realize } from '../../lab/realize'
import type { JsonObject } from '../../manifest'
import { formatPrefix, prefix } from '../../net/prefix'
import type { BGPFilterRule } from '../resources/bgp-filter'
import { verdictOf } from './peer-filter'

const rule = (text: string, more: Partial<BGPFilterRule> = {}): BGPFilterRule => {
  const [action, operator, cidr] = text.split(' ')
  return {
    action: action as 'Accept' | 'Reject',
    matchOperator: (operator ?? 'In') as BGPFilterRule['matchOperator'],
    ...(cidr !== undefined && { cidr: prefix(cidr) }),
    ...more,
  }
}
const filter = (...importV4: BGPFilterRule[]) => ({ name: 'f', importV4, exportV4: [] })

it.each<[BGPFilterRule, string, string | undefined]>([
  [rule('Reject In 10.0.0.0/8'), '10.1.0.0/16', 'Reject'],
  [rule('Reject In 10.0.0.0/8'), '10.0.0.0/8', 'Reject'],
  [rule('Reject In 10.0.0.0/8'), '0.0.0.0/0', undefined],
  [rule('Reject NotIn 10.0.0.0/8'), '11.0.0.0/16', 'Reject'],
  [rule('Accept Equal 10.0.0.0/8'), '10.1.0.0/16', undefined],
  [rule('Accept NotEqual 10.0.0.0/8'), '10.1.0.0/16', 'Accept'],
  [rule('Accept In 10.0.0.0/8', { prefixLength: { min: 24, max: 26 } }), '10.1.0.0/16', undefined],
  [rule('Accept In 10.0.0.0/8', { prefixLength: { min: 24, max: 26 } }), '10.1.0.0/25', 'Accept'],
  [rule('Accept NotIn 10.0.0.0/8', { prefixLength: { max: 16 } }), '10.1.0.0/25', 'Accept'],
  [rule('Reject', { interface: 'eth*' }), '10.1.0.0/25', 'Reject'],
  [rule('Reject', { interface: 'ens?' }), '10.1.0.0/25', undefined],
  [rule('Reject', { peerType: 'iBGP' }), '10.1.0.0/25', 'Reject'],
  [rule('Reject', { peerType: 'eBGP' }), '10.1.0.0/25', undefined],
  [rule('Reject', { source: 'RemotePeers' }), '10.1.0.0/25', undefined],
])('[BGP-9] %j of %s: %s', (only, network, expected) => {
  const route = { prefix: prefix(network), dev: 'eth0', isByBgp: false }
  expect(verdictOf([filter(only)], 'importV4', route, true)).toBe(expected)
})

it('[BGP-9] the first rule that holds decides, filter by filter', () => {
  const route = { prefix: prefix('10.1.0.0/25'), isByBgp: true }
  const [none, accepts, rejects] = [
    filter(rule('Reject Equal 10.0.0.0/8')),
    filter(rule('Accept')),
    filter(rule('Reject')),
  ]
  expect(verdictOf([none, accepts, rejects], 'importV4', route, true)).toBe('Accept')
  expect(verdictOf([rejects, accepts], 'importV4', route, true)).toBe('Reject')
  expect(verdictOf([none], 'importV4', route, true)).toBeUndefined()
  expect(verdictOf([rejects], 'exportV4', route, true)).toBeUndefined()
})

/** All nodes peer with k8s-m, which reflects, and there is no mesh. */
const starred = (filterSpec: JsonObject, filters: readonly string[] = ['f']): LabDocument =>
  [
    apply('BGPFilter', 'f', filterSpec),
    apply('BGPPeer', 'star', {
      nodeSelector: '!has(reflector)',
      peerSelector: 'has(reflector)',
      filters: [...filters],
    }),
  ].reduce((lab, command) => edited(lab, command), reflecting)

const reflecting = [
  { kind: 'set-bgp-mesh', enabled: false } as const,
  {
    kind: 'patch-manifest',
    resource: 'node',
    name: 'k8s-m',
    patch: {
      metadata: {
        labels: { reflector: 'yes' },
        annotations: { 'projectcalico.org/RouteReflectorClusterID': '1.0.0.1' },
      },
    },
  } as const,
].reduce((lab, command) => edited(lab, command), reference.document)

const learned = (lab: LabDocument, node: string): string[] =>
  (realize(lab).namespaces.get(node)?.routes ?? [])
    .filter(({ protocol, type }) => protocol === 'bird' && type === 'unicast')
    .map(({ destination }) => formatPrefix(destination))

const W0 = { cidr: '172.16.34.0/24', matchOperator: 'Equal' }

describe('[BGP-9] in a cluster with a reflector', () => {
  it('without rules everything is learned', () => {
    expect(learned(starred({}), 'k8s-w1')).toEqual(['172.16.34.0/24', '172.16.116.0/24', '172.16.184.0/24'])
  })

  it('what one does not let in stands in no table behind it; both ends have the filter', () => {
    const lab = starred({ importV4: [{ action: 'Reject', ...W0 }] })
    expect(learned(lab, 'k8s-w1')).toEqual(['172.16.116.0/24', '172.16.184.0/24'])
    expect(learned(lab, 'k8s-m')).toEqual(['172.16.158.0/24', '172.16.184.0/24'])
  })

  it('what is not let out is known where it is from alone', () => {
    const lab = starred({ exportV4: [{ action: 'Reject', ...W0 }] })
    expect(learned(lab, 'k8s-m')).toEqual(['172.16.158.0/24', '172.16.184.0/24'])
  })

  it('what is accepted passes Calico’s own filter over: a network that somebody has set by hand', () => {
    const accepting = starred({ exportV4: [{ action: 'Accept', cidr: '192.168.0.0/22', matchOperator: 'In' }] })
    expect(learned(accepting, 'k8s-w1')).toContain('192.168.0.2/32') // k8s-m's, in no pool
    expect(learned(starred({}), 'k8s-w1')).not.toContain('192.168.0.2/32')
  })

  it('a filter that is not there is said, and holds nothing back', () => {
    const lab = starred({}, ['g'])
    expect(warningsOf(lab).map(({ code }) => code)).toContain('peer-filter-missing')
    expect(learned(lab, 'k8s-w1')).toHaveLength(3)
  })

  it('what of a rule is not modelled is said', () => {
    const lab = starred({ importV4: [{ action: 'Accept', priority: 100 }] })
    expect(warningsOf(lab).map(({ code, params }) => `${code} ${params.path}`)).toContain(
      'field-ignored spec.importV4[0].priority',
    )
  })
})
