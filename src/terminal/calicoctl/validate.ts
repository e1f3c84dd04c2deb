/** What Calico's client checks before it writes, in its order and words. */

import { parseSelector } from '../../engine/calico/resources/selector'
import type { Cluster } from '../../engine/lab/cluster'
import { ipamOfCluster } from '../../engine/lab/ipam-in-document'
import type { JsonObject } from '../../engine/manifest'
import { parseIpv4 } from '../../engine/net/ipv4'
import {
  formatPrefix,
  type Prefix,
  parseInterfaceAddress,
  prefix,
  prefixesOverlap,
  prefixOf,
} from '../../engine/net/prefix'
import type { FieldError } from './calico-error'
import type { CalicoObject } from './kind'

/** @param before the same object as it is stored, of an update. */
export function fieldErrors(object: CalicoObject, before: CalicoObject | undefined, cluster: Cluster): FieldError[] {
  if (object.kind === 'IPPool') {
    const errors = poolErrors(object, before, cluster)
    return errors.length > 0 ? errors : [...tagErrors(object), ...(before ? [] : blockErrors(object, cluster))]
  }
  return tagErrors(object)
}

const POOL_CIDR = 'IPPool.Spec.CIDR'
const BLOCK_SIZE = 'IPPool.Spec.BlockSize'

/** libcalico-go lib/clientv3/ippool.go, `validateAndSetDefaults` (v3.28). */
function poolErrors(
  { metadata, spec }: CalicoObject,
  before: CalicoObject | undefined,
  cluster: Cluster,
): FieldError[] {
  const given = spec.cidr
  if (typeof given !== 'string' || given === '') return [{ name: POOL_CIDR, reason: 'IPPool CIDR must be specified' }]
  const parsed = given.includes('/') ? parseInterfaceAddress(given) : undefined
  if (!parsed) {
    return [{ name: POOL_CIDR, value: given, reason: 'IPPool CIDR must be a valid subnet' }]
  }
  const cidr = prefixOf(parsed.address, parsed.length)
  const value = formatPrefix(cidr)
  const cidrError = (reason: string): FieldError => ({ name: POOL_CIDR, value, reason })
  const blockSize = Number(spec.blockSize)
  const sizeError = (reason: string): FieldError => ({ name: BLOCK_SIZE, value: blockSize, reason })
  const { ipipMode, vxlanMode } = spec
  return [
    ...(before && before.spec.cidr !== value ? [cidrError('IPPool CIDR cannot be modified')] : []),
    ...(before && before.spec.blockSize !== blockSize ? [sizeError('IPPool BlockSize cannot be modified')] : []),
    ...(blockSize > 32 || blockSize < 20 ? [sizeError('IPv4 block size must be between 20 and 32')] : []),
    ...(spec.disabled !== true && cidr.length > blockSize ? [cidrError(TOO_SMALL)] : []),
    ...(before ? [] : overlaps(metadata.name, cidr, cluster).map(cidrError)),
    ...(ipipMode !== 'Never' && vxlanMode !== 'Never'
      ? [{ name: 'IPPool.Spec.VXLANMode', value: String(vxlanMode), reason: BOTH_MODES }]
      : []),
    ...(cidr.address === parsed.address ? [] : [cidrError('IPPool CIDR is not strictly masked')]),
    ...(prefixesOverlap(cidr, LINK_LOCAL)
      ? [cidrError('IPPool CIDR overlaps with IPv4 Link Local range 169.254.0.0/16')]
      : []),
  ]
}

const TOO_SMALL =
  'IP pool size is too small for use with Calico IPAM. It must be equal to or greater than the block size.'
const BOTH_MODES = 'Cannot enable both VXLAN and IPIP on the same IPPool'
const LINK_LOCAL = prefix('169.254.0.0/16')

const overlaps = (name: string, cidr: Prefix, { pools }: Cluster): string[] =>
  [...pools]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((pool) => pool.name !== name && prefixesOverlap(pool.cidr, cidr))
    .map((pool) => `IPPool(${name}) CIDR overlaps with IPPool(${pool.name}) CIDR ${formatPrefix(pool.cidr)}`)

/** Blocks of another size that are there already: only a create looks for them. */
function blockErrors({ spec }: CalicoObject, cluster: Cluster): FieldError[] {
  const cidr = parseInterfaceAddress(String(spec.cidr))
  const blocks = [...ipamOfCluster(cluster).blocks.values()]
  const conflict =
    cidr && blocks.some((block) => block.cidr.length !== spec.blockSize && prefixesOverlap(block.cidr, cidr))
  if (!conflict) return []
  const reason = 'IPPool blocksSize conflicts with existing allocations that use a different blockSize'
  return [{ name: BLOCK_SIZE, value: Number(spec.blockSize), reason }]
}

const MODES = ['Never', 'CrossSubnet', 'Always']

/** libcalico-go lib/validator/v3: a field and the tag that it fails. */
function tagErrors({ kind, spec }: CalicoObject): FieldError[] {
  const failing = (field: string, goName: string, tag: string, holds: (text: string) => boolean): FieldError[] => {
    const value = spec[field]
    if (typeof value !== 'string' || value === '' || holds(value)) return []
    return [{ name: goName, value, reason: `Reason: failed to validate Field: ${goName} because of Tag: ${tag} ` }]
  }
  const isSelector = (text: string): boolean => parseSelector(text).ok
  if (kind === 'IPPool') {
    return [
      ...failing('vxlanMode', 'VXLANMode', 'vxlanMode', (text) => MODES.includes(text)),
      ...failing('ipipMode', 'IPIPMode', 'ipIpMode', (text) => MODES.includes(text)),
      ...failing('nodeSelector', 'NodeSelector', 'selector', isSelector),
    ]
  }
  if (kind === 'BGPPeer') {
    const isPeer = (text: string): boolean =>
      text.includes('[') || parseIpv4(text.replace(/:\d{1,5}$/, '')) !== undefined
    return [
      ...failing('nodeSelector', 'NodeSelector', 'selector', isSelector),
      ...failing('peerIP', 'PeerIP', 'IP:port', isPeer),
      ...failing('peerSelector', 'PeerSelector', 'selector', isSelector),
      ...clashes(spec),
    ]
  }
  if (kind === 'Node') return nodeErrors(spec)
  return []
}

/** `validateBGPPeerSpec`. */
function clashes(spec: JsonObject): FieldError[] {
  const both = (field: string, name: string, other: string, otherName: string): FieldError[] => {
    const value = spec[field]
    if (!value || !spec[other]) return []
    return [{ name, value: String(value), reason: `${name} field must be empty when ${otherName} is specified` }]
  }
  return [
    ...both('node', 'Node', 'nodeSelector', 'NodeSelector'),
    ...both('peerIP', 'PeerIP', 'peerSelector', 'PeerSelector'),
    ...both('asNumber', 'ASNumber', 'peerSelector', 'PeerSelector'),
  ]
}

function nodeErrors({ bgp }: JsonObject): FieldError[] {
  const fields = Object(bgp) as JsonObject
  const address = fields.ipv4Address
  if (typeof address !== 'string' || address === '' || parseInterfaceAddress(address)) return []
  const reason = 'Reason: failed to validate Field: IPv4Address because of Tag: cidrv4 '
  return [{ name: 'IPv4Address', value: address, reason }]
}
