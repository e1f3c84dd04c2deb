/** What the API server of the lab serves, by the names that kubectl takes for it. */
export interface KubeKind {
  readonly kind: string
  readonly plural: string
  readonly singular: string
  /** Empty for Kubernetes' own. */
  readonly group: string
  readonly apiVersion: string
  readonly shortNames: readonly string[]
  readonly namespaced: boolean
}

const core = (kind: string, plural: string, shortNames: readonly string[], namespaced: boolean): KubeKind => ({
  kind,
  plural,
  singular: kind.toLowerCase(),
  group: '',
  apiVersion: 'v1',
  shortNames,
  namespaced,
})

const CALICO_GROUP = 'crd.projectcalico.org'

const calico = (kind: string, plural = `${kind.toLowerCase()}s`): KubeKind => ({
  kind,
  plural,
  singular: kind.toLowerCase(),
  group: CALICO_GROUP,
  apiVersion: `${CALICO_GROUP}/v1`,
  shortNames: [],
  namespaced: false,
})

export const POD = core('Pod', 'pods', ['po'], true)
export const NODE = core('Node', 'nodes', ['no'], false)
export const NAMESPACE = core('Namespace', 'namespaces', ['ns'], false)

export const KUBE_KINDS: readonly KubeKind[] = [
  POD,
  NODE,
  NAMESPACE,
  calico('BGPConfiguration'),
  calico('BGPPeer'),
  calico('BlockAffinity', 'blockaffinities'),
  calico('ClusterInformation'),
  calico('FelixConfiguration'),
  calico('IPAMBlock'),
  calico('IPAMConfig'),
  calico('IPPool'),
]

/** `pods`, or `ippools.crd.projectcalico.org`: what the API server calls it in its errors. */
export const resourceName = ({ plural, group }: KubeKind): string => (group === '' ? plural : `${plural}.${group}`)

/** `pod`, or `ippool.crd.projectcalico.org`: what stands before a name. */
export const typeName = ({ singular, group }: KubeKind): string => (group === '' ? singular : `${singular}.${group}`)

/** The kind that a person means, in any case: singular, plural or short, with its group and version or without. */
export function kindNamed(word: string): KubeKind | undefined {
  const [name = '', ...rest] = word.toLowerCase().split('.')
  const group = rest.join('.').replace(/^v1\./, '')
  return KUBE_KINDS.find(
    (kind) =>
      (group === '' || group === kind.group || `v1.${kind.group}` === rest.join('.')) &&
      (name === kind.plural || name === kind.singular || kind.shortNames.includes(name)),
  )
}

/** Resources that every cluster has and the lab does not model. */
export const UNMODELLED_RESOURCES: ReadonlySet<string> = new Set([
  ...['configmaps', 'configmap', 'cm', 'endpoints', 'ep', 'events', 'event', 'ev', 'secrets', 'secret'],
  ...['services', 'service', 'svc', 'serviceaccounts', 'serviceaccount', 'sa', 'persistentvolumes', 'pv'],
  ...['persistentvolumeclaims', 'pvc', 'replicationcontrollers', 'rc', 'deployments', 'deployment', 'deploy'],
  ...['daemonsets', 'daemonset', 'ds', 'replicasets', 'replicaset', 'rs', 'statefulsets', 'statefulset', 'sts'],
  ...['jobs', 'job', 'cronjobs', 'cronjob', 'cj', 'ingresses', 'ingress', 'ing', 'leases', 'lease'],
  ...['networkpolicies', 'networkpolicy', 'netpol', 'storageclasses', 'sc', 'customresourcedefinitions', 'crd', 'crds'],
  ...['componentstatuses', 'cs', 'endpointslices', 'roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  ...['globalnetworkpolicies', 'globalnetworksets', 'hostendpoints', 'ipamhandles', 'ipreservations', 'networksets'],
  ...['tigerastatuses', 'installations', 'kubecontrollersconfigurations', 'bgpfilters', 'caliconodestatuses'],
])
