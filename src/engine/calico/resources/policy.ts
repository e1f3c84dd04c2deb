import { isJsonObject, type Json, type JsonObject, type Manifest, valueAt } from '../../manifest'
import { oncePer } from '../../once-per'
import type { ResourceRef } from '../../resource-ref'
import { refOf } from './reading'
import { matchesSelector, parseSelector } from './selector'

// What the lab has to know of policies that it does not model: whom they are about, so that it does not guess there. Where
// that hangs on what no lab file says (a namespace's labels, a service account's) a policy counts as one about the pod.

type Labels = Readonly<Record<string, string>>

/** Whom a policy may be about. */
export interface Policy {
  readonly ref: ResourceRef
  readonly ingress: boolean
  readonly egress: boolean
  readonly selectsPod: (pod: { readonly namespace: string; readonly labels: Labels }) => boolean
  /** Calico's only: the others know pods alone. */
  readonly selectsHost: (labels: Labels) => boolean
}

/** A node's own interfaces, under Calico's policy; one that is open lets through what no policy of its own looks at. */
export interface HostEndpoint {
  readonly ref: ResourceRef
  readonly node: string
  readonly labels: Labels
  readonly isOpen: boolean
}

/** The policy that the manifest is; undefined if it is none, or only staged. */
export const readPolicy = oncePer((manifest: Manifest): Policy | undefined => {
  const group = manifest.apiVersion.replace(/\/.*/, '')
  if (group === 'networking.k8s.io' && manifest.kind === 'NetworkPolicy') return kubernetesPolicy(manifest)
  if (
    group === 'policy.networking.k8s.io' &&
    /^(Baseline)?AdminNetworkPolicy$|^ClusterNetworkPolicy$/.test(manifest.kind)
  )
    return adminPolicy(manifest)
  const isCalicos = group === 'projectcalico.org' || group === 'crd.projectcalico.org'
  if (isCalicos && (manifest.kind === 'NetworkPolicy' || manifest.kind === 'GlobalNetworkPolicy'))
    return calicoPolicy(manifest)
  return undefined
})

export const readHostEndpoint = oncePer((manifest: Manifest): HostEndpoint | undefined => {
  const node = valueAt(manifest, ['spec', 'node'])
  if (manifest.kind !== 'HostEndpoint' || typeof node !== 'string') return undefined
  const profiles = valueAt(manifest, ['spec', 'profiles'])
  const isOpen = Array.isArray(profiles) && profiles.includes('projectcalico-default-allow')
  return { ref: refOf(manifest), node, labels: labelsIn(manifest.metadata.labels), isOpen }
})

const namespaceOf = (manifest: Manifest): string =>
  typeof manifest.metadata.namespace === 'string' ? manifest.metadata.namespace : 'default'

const listAt = (manifest: Manifest, field: string): readonly Json[] => {
  const list = valueAt(manifest, ['spec', field])
  return Array.isArray(list) ? list : []
}

/** Without `policyTypes`: ingress always, egress if it has rules (k8s.io/api/networking/v1). */
function kubernetesPolicy(manifest: Manifest): Policy {
  const types = listAt(manifest, 'policyTypes')
  const namespace = namespaceOf(manifest)
  const selector = valueAt(manifest, ['spec', 'podSelector'])
  return {
    ref: refOf(manifest),
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.length === 0 ? listAt(manifest, 'egress').length > 0 : types.includes('Egress'),
    selectsPod: (pod) => pod.namespace === namespace && matchesLabelSelector(selector, pod.labels),
    selectsHost: () => false,
  }
}

/** Without `types`: what it has rules for, else ingress (libcalico-go `lib/clientv3/globalnetworkpolicy.go`). */
function calicoPolicy(manifest: Manifest): Policy {
  const types = listAt(manifest, 'types')
  const [ingressRules, egressRules] = [listAt(manifest, 'ingress').length > 0, listAt(manifest, 'egress').length > 0]
  const text = textAt(manifest, 'selector')
  const isGlobal = manifest.kind === 'GlobalNetworkPolicy'
  const namespace = namespaceOf(manifest)
  const inNamespace = (name: string): boolean =>
    isGlobal ? mayMatchNamespace(textAt(manifest, 'namespaceSelector'), name) : name === namespace
  return {
    ref: isGlobal ? { kind: manifest.kind, name: manifest.metadata.name } : refOf(manifest),
    ingress: types.length > 0 ? types.includes('Ingress') : ingressRules || !egressRules,
    egress: types.length > 0 ? types.includes('Egress') : egressRules,
    selectsPod: (pod) =>
      inNamespace(pod.namespace) &&
      mayMatch(text, {
        ...pod.labels,
        'projectcalico.org/namespace': pod.namespace,
        'projectcalico.org/orchestrator': 'k8s',
      }),
    selectsHost: (labels) => isGlobal && mayMatch(text, labels),
  }
}

/** Both directions, as far as its rules go; the subject is namespaces, or pods in them. */
function adminPolicy(manifest: Manifest): Policy {
  const namespaces = valueAt(manifest, ['spec', 'subject', 'namespaces'])
  const inPods = valueAt(manifest, ['spec', 'subject', 'pods'])
  const pods = isJsonObject(inPods) ? inPods : undefined
  const namespaceSelector = pods ? pods.namespaceSelector : namespaces
  return {
    ref: { kind: manifest.kind, name: manifest.metadata.name },
    ingress: listAt(manifest, 'ingress').length > 0,
    egress: listAt(manifest, 'egress').length > 0,
    selectsPod: (pod) =>
      mayMatchLabelSelector(namespaceSelector, namespaceLabels(pod.namespace)) &&
      (pods === undefined || matchesLabelSelector(pods.podSelector, pod.labels)),
    selectsHost: () => false,
  }
}

const textAt = (manifest: Manifest, field: string): string => {
  const text = valueAt(manifest, ['spec', field])
  return typeof text === 'string' ? text : ''
}

/** What every namespace is labelled with; the others the lab does not know. */
const namespaceLabels = (name: string): Labels => ({
  'kubernetes.io/metadata.name': name,
  'projectcalico.org/name': name,
})

const NAMESPACE_NAME = /kubernetes\.io\/metadata\.name|projectcalico\.org\/name/

/** `pcns.` and `pcsa.` are labels of the namespace and of the service account. */
const mayMatch = (text: string, labels: Labels): boolean =>
  !parseSelector(text).ok || /pcns\.|pcsa\.|serviceaccount/.test(text) || matchesSelector(text, labels)

function mayMatchNamespace(text: string, name: string): boolean {
  if (text.trim() === '' || text.trim() === 'all()') return true
  return !NAMESPACE_NAME.test(text) || !parseSelector(text).ok || matchesSelector(text, namespaceLabels(name))
}

function labelsIn(value: Json | undefined): Labels {
  const entries = isJsonObject(value) ? Object.entries(value) : []
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])))
}

/** A Kubernetes label selector; an empty one selects everything (k8s.io/apimachinery `metav1.LabelSelector`). */
function matchesLabelSelector(selector: Json | undefined, labels: Labels): boolean {
  if (!isJsonObject(selector)) return true
  const wanted = Object.entries(labelsIn(selector.matchLabels))
  const expressions = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : []
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    expressions.every((expression: Json) => !isJsonObject(expression) || matchesExpression(expression, labels))
  )
}

function matchesExpression({ key, operator, values }: JsonObject, labels: Labels): boolean {
  const label = typeof key === 'string' ? labels[key] : undefined
  const isOneOf = label !== undefined && Array.isArray(values) && values.includes(label)
  switch (operator) {
    case 'In':
      return isOneOf
    case 'NotIn':
      return !isOneOf
    case 'Exists':
      return label !== undefined
    case 'DoesNotExist':
      return label === undefined
    default:
      return true
  }
}

/** A namespace has labels that the lab does not know: only one that asks for its name is decided. */
const mayMatchLabelSelector = (selector: Json | undefined, labels: Labels): boolean =>
  !NAMESPACE_NAME.test(JSON.stringify(selector ?? {})) || matchesLabelSelector(selector, labels)
