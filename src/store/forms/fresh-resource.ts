import { isJsonObject, type Manifest, valueAt } from '../../engine/manifest'
import { type Prefix, parsePrefix, prefixesOverlap } from '../../engine/net/prefix'

/** The API version in which the lab's own Calico resources are written. */
const versionIn = (manifests: readonly Manifest[]): string =>
  manifests.find(({ kind }) => kind === 'IPPool')?.apiVersion ?? 'projectcalico.org/v3'

function freeName(manifests: readonly Manifest[], kind: string, stem: string): string {
  const taken = new Set(manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name))
  let number = 1
  while (taken.has(`${stem}-${number}`)) number += 1
  return `${stem}-${number}`
}

/** A pool on a network that nothing in the lab uses, written as `calicoctl get` prints one; undefined: there is none left. */
export function freshPool(manifests: readonly Manifest[]): Manifest | undefined {
  const used = manifests.flatMap(networksOf)
  const free = Array.from({ length: 256 }, (_, index) => `10.${(index + 10) % 256}.0.0/16`).find((cidr) => {
    const network = parsePrefix(cidr)
    return network && !used.some((other) => prefixesOverlap(other, network))
  })
  return free === undefined
    ? undefined
    : {
        apiVersion: versionIn(manifests),
        kind: 'IPPool',
        metadata: { name: freeName(manifests, 'IPPool', 'pool') },
        spec: {
          blockSize: 26,
          cidr: free,
          ipipMode: 'Never',
          natOutgoing: true,
          nodeSelector: 'all()',
          vxlanMode: 'Never',
        },
      }
}

function networksOf(manifest: Manifest): readonly Prefix[] {
  const subnets = valueAt(manifest, ['spec', 'subnets'])
  const texts = [
    ...(manifest.kind === 'IPPool' ? [valueAt(manifest, ['spec', 'cidr'])] : []),
    ...(Array.isArray(subnets) ? subnets.map((subnet) => (isJsonObject(subnet) ? subnet.cidr : undefined)) : []),
  ]
  return texts.flatMap((text) => (typeof text === 'string' ? (parsePrefix(text) ?? []) : []))
}

/** A session of every node with the first router, which is what a peer most often is. */
export function freshPeer(manifests: readonly Manifest[]): Manifest {
  const router = manifests.flatMap((manifest) => valueAt(manifest, ['spec', 'routers', 0]) ?? [])[0]
  const address = router === undefined ? undefined : valueAt(router, ['interfaces', 0, 'address'])
  const asNumber = router === undefined ? undefined : valueAt(router, ['bgp', 'asNumber'])
  return {
    apiVersion: versionIn(manifests),
    kind: 'BGPPeer',
    metadata: { name: freeName(manifests, 'BGPPeer', 'peer') },
    spec: typeof address === 'string' ? { asNumber: asNumber ?? 64512, peerIP: address } : { peerSelector: 'all()' },
  }
}
