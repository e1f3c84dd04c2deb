import { issueAt } from '../calico/resources/reading'
import type { Issue } from '../issue'
import { isJsonObject, type Json, valueAt } from '../manifest'
import { formatIpv4 } from '../net/ipv4'
import type { Entry, Resources } from './read-resources'

type Path = readonly (string | number)[]

/** An issue of the manifest that `entry` was read from. */
export const entryIssue = (
  { manifest, index }: Entry<unknown>,
  path: Path,
  code: string,
  params: Issue['params'] = {},
  severity: Issue['severity'] = 'error',
): Issue => ({ ...issueAt(manifest, path, code, params, severity), manifest: index })

/** Where the address that the machine has stands. */
export function nodeAddressPath({ manifest, value }: Resources['nodes'][number]): Path {
  const text = formatIpv4(value.internalAddress)
  for (const list of [
    ['status', 'addresses'],
    ['spec', 'addresses'],
  ] as const) {
    const entries = valueAt(manifest, list)
    const index = Array.isArray(entries) ? entries.findIndex((entry: Json) => isInternal(entry, text)) : -1
    if (index >= 0) return [...list, index, 'address']
  }
  if (manifest.apiVersion !== 'v1') return ['spec', 'bgp', 'ipv4Address']
  return ['metadata', 'annotations', 'projectcalico.org/IPv4Address']
}

const isInternal = (entry: Json, address: string): boolean =>
  isJsonObject(entry) && entry.type === 'InternalIP' && entry.address === address

/** Where a pod's node and address stand. */
export const podPath = ({ manifest }: Entry<unknown>): { readonly node: Path; readonly address: Path } =>
  manifest.kind === 'Pod'
    ? { node: ['spec', 'nodeName'], address: ['status', 'podIP'] }
    : { node: ['spec', 'node'], address: ['spec', 'ipNetworks', 0] }
