import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { oncePer } from '../../once-per'
import type { Pod } from './pod'

/**
 * The host side's name: `cali` and the start of SHA-1 of `namespace.pod`; it is the same on whichever node. [CNI-1]
 * Source: libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go.
 */
export const hostSideName = oncePer(
  ({ namespace, name }: Pick<Pod, 'namespace' | 'name'>): string =>
    `cali${hex(sha1(utf8ToBytes(`${namespace}.${name}`))).slice(0, 11)}`,
)

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
