import { hostSideName } from '../../engine/calico/resources/host-side-name'
import { endpointName, type Pod } from '../../engine/calico/resources/pod'
import { isJsonObject, isText, type JsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'

/**
 * What Calico makes of a pod; nobody stores it. `manifest` is the Pod, or a WorkloadEndpoint that stands in the lab for
 * a pod that it has no Pod for. Source: libcalico-go lib/backend/k8s/conversion/workload_endpoint_default.go.
 */
export function workloadEndpointParts(
  pod: Pod,
  manifest: Manifest,
): { readonly name: string; readonly labels: JsonObject; readonly spec: JsonObject } {
  const account = valueAt(manifest, ['spec', 'serviceAccountName'])
  const serviceAccountName = isText(account) ? account : 'default'
  const containerID = valueAt(manifest, ['metadata', 'annotations', 'cni.projectcalico.org/containerID'])
  const { labels } = manifest.metadata
  const { name, namespace, node, address } = pod
  return {
    name: endpointName(node, name),
    labels: {
      ...(isJsonObject(labels) && labels),
      'projectcalico.org/namespace': namespace,
      'projectcalico.org/orchestrator': 'k8s',
      'projectcalico.org/serviceaccount': serviceAccountName,
    },
    spec: {
      orchestrator: 'k8s',
      node,
      ...(isText(containerID) && { containerID }),
      pod: name,
      endpoint: 'eth0',
      serviceAccountName,
      ipNetworks: [`${formatIpv4(address)}/32`],
      profiles: [`kns.${namespace}`, `ksa.${namespace}.${serviceAccountName}`],
      interfaceName: hostSideName(pod),
    },
  }
}
