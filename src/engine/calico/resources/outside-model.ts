import type { Issue } from '../../issue'
import { isJsonObject, type Json, type Manifest, valueAt } from '../../manifest'
import { issueAt } from './reading'

/** Of a Node: its key on the WireGuard network, which it has only while that carries the pods' packets. */
const WIREGUARD_KEY = 'projectcalico.org/WireguardPublicKey'

const DATAPLANE = ['spec', 'calicoNetwork', 'linuxDataplane']

const OS_LABEL = 'kubernetes.io/os'

/** Whether a machine's labels say that it runs Windows, whose network the lab does not model. */
export const isWindows = (labels: Json | undefined): boolean => isJsonObject(labels) && labels[OS_LABEL] === 'windows'

/**
 * Data planes other than the one the lab models, as resources beside the FelixConfiguration tell of them: every answer
 * would be wrong, so the document is refused, and what it is about is named. [MODEL-1]
 */
export function outsideModel(manifest: Manifest): readonly Issue[] {
  if (manifest.kind === 'Node' && valueAt(manifest, ['metadata', 'annotations', WIREGUARD_KEY]))
    return [issueAt(manifest, ['metadata', 'annotations', WIREGUARD_KEY], 'not-modelled')]
  if (manifest.kind === 'Node' && valueAt(manifest, ['status', 'wireguardPublicKey']))
    return [issueAt(manifest, ['status', 'wireguardPublicKey'], 'not-modelled')]
  if (manifest.kind === 'Node' && isWindows(valueAt(manifest, ['metadata', 'labels'])))
    return [issueAt(manifest, ['metadata', 'labels', OS_LABEL], 'node-windows', {}, 'warning')]
  const dataplane = manifest.kind === 'Installation' ? valueAt(manifest, DATAPLANE) : undefined
  if (typeof dataplane !== 'string' || dataplane === 'Iptables' || dataplane === 'Nftables') return []
  return [issueAt(manifest, DATAPLANE, 'not-modelled')]
}
