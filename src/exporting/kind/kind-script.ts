import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import type { Json } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'
import { blockText, styleOf } from '../../io/write-yaml'
import { fedText } from '../shell-text'
import { networkLines, nodeNetworkLines, routerLines } from './docker-network'
import { type KindNames, kindNames } from './kind-names'
import { calicoResources, kindConfig, nodeLines, podResource } from './kind-resources'
import { notMade } from './not-made'

/** Of the releases that the recorded cases were made with; a lab that names its own has that one. */
const DEFAULT_RELEASE = 'v3.28.0'

/**
 * A bash script that makes the lab as a cluster of kind, with Calico itself: its subnets as Docker networks, its routers
 * as containers, its pools, peers and blocks, and its pods where they are and with the addresses they have.
 */
export function kindScript(document: LabDocument): string {
  const cluster = clusterOf(document)
  const names = kindNames(cluster)
  const release = cluster.information.calicoVersion ?? DEFAULT_RELEASE
  const namespaces = [...new Set(cluster.pods.map(({ namespace }) => namespace))]
  const containers = cluster.underlay.routers.map(({ name }) => names.router(name))
  const networks = cluster.underlay.subnets.map(({ name }) => names.network(name))
  return `#!/bin/bash
${head(document, names, release)}
kubectl="kubectl --context ${names.context}"

up() {
  set -e
  ${fedText('kind create cluster --config -', yaml(kindConfig(cluster, names)))}
  image=$(docker inspect -f '{{.Config.Image}}' ${names.node(names.controlPlane?.name ?? '')})

  # The lab's network: kind's own stays the machines' first.
${indented([...networkLines(cluster, names), ...routerLines(cluster, names), ...nodeNetworkLines(cluster, names)])}

  # What would take addresses out of the lab's pools.
  $kubectl -n kube-system scale deployment coredns --replicas 0
  $kubectl delete namespace local-path-storage --ignore-not-found --wait=false

  # Calico finds each node's address where it would have put it, and makes no pool of its own.
${indented(nodeLines(document, cluster, names))}
  $kubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/${release}/manifests/calico.yaml
  $kubectl -n kube-system scale deployment calico-kube-controllers --replicas 0
  $kubectl -n kube-system set env daemonset/calico-node -c calico-node IP= IP_AUTODETECTION_METHOD- NO_DEFAULT_POOLS=true
  $kubectl wait --for condition=established --timeout 60s crd/ippools.crd.projectcalico.org crd/ipamblocks.crd.projectcalico.org
  ${fedText('$kubectl apply -f -', list(calicoResources(document, cluster, names)))}
  $kubectl -n kube-system rollout status daemonset/calico-node --timeout 300s

  # The pods.
${indented(namespaces.flatMap((name) => namespaceLines(name)))}
  ${fedText('$kubectl apply -f -', list(cluster.pods.map((pod) => podResource(pod, names))))}
${indented(namespaces.map((name) => `$kubectl -n ${name} wait --for condition=ready --timeout 300s pod --all`))}
}

down() {
  kind delete cluster --name ${names.cluster}
  docker rm -f ${containers.join(' ')}
  docker network rm ${networks.join(' ')}
}

case "\${1-}" in
up) up ;;
down) down ;;
*)
  echo "usage: bash $0 up|down" >&2
  exit 2
  ;;
esac
`
}

const yaml = (value: Json): string => blockText(value, styleOf(''))
const list = (items: readonly Json[]): string => yaml({ apiVersion: 'v1', kind: 'List', items })
const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')

function namespaceLines(name: string): readonly string[] {
  const made = ['default', 'kube-system'].includes(name) ? [] : [`$kubectl create namespace ${name}`]
  return [...made, `until $kubectl -n ${name} get serviceaccount default >/dev/null 2>&1; do sleep 1; done`]
}

/** What it is, how it is used, who is who, and what it cannot be. */
function head(document: LabDocument, names: KindNames, release: string): string {
  const cluster = clusterOf(document)
  const { underlay, nodes, pods } = cluster
  const [from, ...others] = pods
  const to = others.at(-1)
  const left = notMade(cluster)
  const lines = [
    `${underlay.name.replaceAll('\n', ' ')}: this lab in kind (Kubernetes in Docker), with Calico ${release}.`,
    'Needs bash, docker, kind and kubectl, and the network to fetch images and Calico’s manifest.',
    '  bash lab.sh up',
    ...(from && to
      ? [
          `  kubectl --context ${names.context} -n ${from.namespace} exec ${from.name} -- ping -c 1 ${formatIpv4(to.address)}`,
        ]
      : []),
    '  bash lab.sh down',
    '',
    'kind names its machines itself; the label podpath.dev/node has the lab’s name:',
    ...nodes.map(({ name }) => `  ${name} is ${names.node(name)}`),
    '',
    'What is not as in the lab:',
    '- Every machine has a device more: eth0 in kind’s network, with the default route and the address that kubelet calls',
    '  InternalIP. The lab’s subnets are Docker networks; in them the nodes have eth1, which Calico and BGP use.',
    '- One kernel carries all of it: no cable, switch or cloud between machines but its bridges, and its own settings.',
    '- A mask that a node says of itself and its subnet has not is known to Calico alone; the device has the subnet’s.',
    '- Nodes have routes to the lab’s other subnets by their gateway, no default route by it.',
    '- DNS and kube-controllers are off, so that addresses are free; pods run busybox and only wait.',
    ...(left.length > 0 ? ['Not made:', ...left.map((line) => `- ${line}`)] : []),
  ]
  return lines.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n')
}
