import type { Json, Manifest } from '../../manifest'
import { type Ipv4, parseIpv4 } from '../../net/ipv4'
import { defined, issueAt, type Reading, shown } from './reading'

/** What a pod's annotations ask of IPAM. */
export interface AddressWish {
  /** By name or CIDR, in the order in which they are to be tried. */
  readonly pools?: readonly string[]
  readonly address?: Ipv4
}

export const POOLS_ANNOTATION = 'cni.projectcalico.org/ipv4pools'
export const ADDRESSES_ANNOTATION = 'cni.projectcalico.org/ipAddrs'

/** Of the annotations that change which address a pod has, the one that the lab does without. */
const BYPASS = 'cni.projectcalico.org/ipAddrsNoIpam'

/** Source: cni-plugin/pkg/k8s/k8s.go, `CmdAddK8s`. [CNI-3] */
export function readAddressWish(
  manifest: Manifest,
  annotations: Readonly<Record<string, string>>,
): Reading<AddressWish> {
  const at = (key: string) => ['metadata', 'annotations', key]
  const list = (key: string): readonly string[] | undefined => listIn(annotations[key])
  const pools = list(POOLS_ANNOTATION)
  const addresses = list(ADDRESSES_ANNOTATION)?.filter((text) => !text.includes(':'))
  const [address] = addresses?.map(parseIpv4) ?? []
  const unreadable = [
    ...(annotations[POOLS_ANNOTATION] && !pools ? [[POOLS_ANNOTATION, 'pools', '["my-pool"]'] as const] : []),
    ...(annotations[ADDRESSES_ANNOTATION] && (!addresses || (addresses.length > 0 && address === undefined))
      ? [[ADDRESSES_ANNOTATION, 'addresses', '["10.0.0.5"]'] as const]
      : []),
  ]
  return {
    value: defined({ pools: pools && pools.length > 0 ? pools : undefined, address }),
    issues: [
      ...unreadable.map(([key, expected, example]) =>
        issueAt(manifest, at(key), 'pod-request', { value: shown(annotations[key]), expected, example }),
      ),
      ...(annotations[BYPASS] ? [issueAt(manifest, at(BYPASS), 'field-ignored', {}, 'warning')] : []),
    ],
  }
}

function listIn(text: string | undefined): readonly string[] | undefined {
  if (!text) return undefined
  const parsed = parseJson(text)
  return Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'string') ? parsed : undefined
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
