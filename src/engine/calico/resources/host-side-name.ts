import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Pod } from './pod'

const names = new Map<string, string>()

/**
 * The host side's name: `cali` and the start of SHA-1 of `namespace.pod`; it is the same on whichever node. [CNI-1]
 * Source: libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go.
 */
export function hostSideName({ namespace, name }: Pick<Pod, 'namespace' | 'name'>): string {
  const text = `${namespace}.${name}`
  const known = names.get(text) ?? `cali${hex(sha1(utf8ToBytes(text))).slice(0, 11)}`
  names.set(text, known)
  return known
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
