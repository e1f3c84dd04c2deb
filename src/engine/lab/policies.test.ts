import { describe, expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { JsonObject } from '../manifest'
import { losses, outcome, ping } from '../trace/example-ping'
import type { LabDocument } from './document'
import { warningsOf } from './read-cluster'
import { realize } from './realize'

const POD2 = '172.16.184.2'
const resource = (apiVersion: string, kind: string, metadata: JsonObject, spec: JsonObject) => ({
  apiVersion,
  kind,
  metadata: { name: 'deny', ...metadata },
  spec,
})
const withResources = (...more: ReturnType<typeof resource>[]): LabDocument => ({
  ...reference.document,
  manifests: [...reference.document.manifests, ...more],
})
const K8S = 'networking.k8s.io/v1'
const CALICO = 'projectcalico.org/v3'
const ADMIN = 'policy.networking.k8s.io/v1alpha1'
const all = { podSelector: {} }

/** Which way of pod1 ⇄ pod2 is not known, and because of whom. */
const unknown = (lab: LabDocument, from = 'default/pod1', to = POD2): string => {
  const trace = ping(realize(lab), from, to)
  const { verdict } = trace
  if (verdict.kind !== 'lost' || verdict.reason.kind !== 'unmodelled') return outcome(trace)
  const { reason } = verdict
  return reason.what === 'policy'
    ? `${reason.direction} ${reason.policies.map(({ kind, name }) => `${kind} ${name}`).join()} at ${trace.steps[verdict.step]?.namespace}`
    : reason.what
}

const REACHED = 'answered ttl=62'

describe('what a policy decides is not guessed', () => {
  it.each<[string, ReturnType<typeof resource>, string]>([
    ['all pods, ingress', resource(K8S, 'NetworkPolicy', {}, all), 'ingress NetworkPolicy deny at k8s-w2'],
    [
      'egress by its rules',
      resource(K8S, 'NetworkPolicy', {}, { ...all, egress: [{}] }),
      'egress NetworkPolicy deny at k8s-w1',
    ],
    [
      'egress by its types',
      resource(K8S, 'NetworkPolicy', {}, { ...all, policyTypes: ['Egress'] }),
      'egress NetworkPolicy deny at k8s-w1',
    ],
    ['another namespace', resource(K8S, 'NetworkPolicy', { namespace: 'shop' }, all), REACHED],
    ['other labels', resource(K8S, 'NetworkPolicy', {}, { podSelector: { matchLabels: { app: 'nothing' } } }), REACHED],
    [
      'an expression that holds',
      resource(
        K8S,
        'NetworkPolicy',
        {},
        { podSelector: { matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] } },
      ),
      'ingress NetworkPolicy deny at k8s-w2',
    ],
    [
      'an expression that does not',
      resource(K8S, 'NetworkPolicy', {}, { podSelector: { matchExpressions: [{ key: 'x', operator: 'Exists' }] } }),
      REACHED,
    ],
    [
      'Calico’s global one',
      resource(CALICO, 'GlobalNetworkPolicy', {}, { selector: 'all()', types: ['Ingress', 'Egress'] }),
      'egress GlobalNetworkPolicy deny at k8s-w1',
    ],
    [
      'Calico’s, by namespace label',
      resource(CALICO, 'GlobalNetworkPolicy', {}, { selector: "projectcalico.org/namespace == 'shop'" }),
      REACHED,
    ],
    [
      'namespaces that cannot be told apart here',
      resource(CALICO, 'GlobalNetworkPolicy', {}, { namespaceSelector: "team == 'a'" }),
      'ingress GlobalNetworkPolicy deny at k8s-w2',
    ],
    ['a staged one', resource(CALICO, 'StagedGlobalNetworkPolicy', {}, { selector: 'all()' }), REACHED],
    [
      'an administrator’s',
      resource(ADMIN, 'AdminNetworkPolicy', {}, { subject: { namespaces: {} }, ingress: [{}] }),
      'ingress AdminNetworkPolicy deny at k8s-w2',
    ],
    ['another group’s', resource('cilium.io/v2', 'CiliumNetworkPolicy', {}, all), REACHED],
  ])('[POLICY-1] %s', (_, policy, expected) => {
    expect(unknown(withResources(policy))).toBe(expected)
  })

  it('[POLICY-1] a node reaches its own pods all the same, and an answer passes', () => {
    const lab = withResources(resource(K8S, 'NetworkPolicy', {}, { podSelector: { matchLabels: {} }, egress: [] }))
    expect(unknown(lab, 'k8s-w2')).toBe('answered ttl=64')
    const egress = withResources(resource(K8S, 'NetworkPolicy', {}, { ...all, policyTypes: ['Egress'] }))
    expect(unknown(egress, 'k8s-w1')).toBe('answered ttl=63')
    expect(losses(ping(realize(egress), 'k8s-w1', POD2))).toEqual([])
    expect(unknown(egress, 'default/pod1', '192.168.10.101')).toBe('egress NetworkPolicy deny at k8s-w1')
  })

  it('[POLICY-1] a policy is named as one that the lab does not model', () => {
    const lab = withResources(resource(K8S, 'NetworkPolicy', {}, all))
    expect(warningsOf(lab).map(({ code }) => code)).toContain('policy-ignored')
  })
})

describe('a host endpoint', () => {
  const endpoint = (spec: JsonObject, labels: JsonObject = {}) =>
    resource(CALICO, 'HostEndpoint', { name: 'hep', labels }, { node: 'k8s-w2', interfaceName: '*', ...spec })
  const open = { profiles: ['projectcalico-default-allow'] }
  const global = resource(CALICO, 'GlobalNetworkPolicy', {}, { selector: "role == 'db'" })

  it.each<[string, LabDocument, string]>([
    ['decides about what is for the node', withResources(endpoint({})), 'ingress HostEndpoint hep at k8s-w2'],
    ['that is open does not', withResources(endpoint(open)), 'answered ttl=64'],
    [
      'that is open, with a policy',
      withResources(endpoint(open, { role: 'db' }), global),
      'ingress GlobalNetworkPolicy deny at k8s-w2',
    ],
    ['of other labels', withResources(endpoint(open, { role: 'web' }), global), 'answered ttl=64'],
  ])('[POLICY-2] %s', (_, lab, expected) => {
    expect(unknown(lab, 'k8s-w1', '192.168.10.102')).toBe(expected)
    expect(unknown(lab, 'k8s-w1', POD2)).toMatch(/^answered/)
  })

  it('[POLICY-2] and about what the node sends, but not to its own pods', () => {
    const lab = withResources(endpoint({}))
    expect(unknown(lab, 'k8s-w2', '192.168.10.101')).toBe('egress HostEndpoint hep at k8s-w2')
    expect(unknown(lab, 'k8s-w2', POD2)).toBe('answered ttl=64')
    expect(unknown(lab, 'k8s-w2', '192.168.10.102')).toBe('answered ttl=64')
  })
})
