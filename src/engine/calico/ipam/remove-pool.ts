import { formatPrefix, prefixCovers } from '../../net/prefix'
import type { IPPool } from '../resources/ip-pool'
import type { IPAMBlock } from '../resources/ipam-block'
import { isEmpty } from './blocks'
import type { Ipam } from './ipam'

/**
 * The state after a pool was deleted: every affinity inside its CIDR is released, which takes empty blocks away and
 * leaves the others without an owner. [IPAM-9]
 * Source: libcalico-go `clientv3/ippool.go`, `Delete`; `lib/ipam/ipam.go`, `ReleasePoolAffinities`.
 */
export function withoutPool(ipam: Ipam, pool: IPPool): Ipam {
  const isInside = (cidr: IPAMBlock['cidr']): boolean => prefixCovers(pool.cidr, cidr)
  const blocks = [...ipam.blocks.values()].flatMap((block) => {
    if (!isInside(block.cidr) || block.node === undefined) return [block]
    return isEmpty(block) ? [] : [withoutOwner(block)]
  })
  return {
    ...ipam,
    pools: ipam.pools.filter(({ name }) => name !== pool.name),
    affinities: ipam.affinities.filter(({ cidr }) => !isInside(cidr)),
    blocks: new Map(blocks.map((block) => [formatPrefix(block.cidr), block])),
  }
}

function withoutOwner({ node: _owner, ...block }: IPAMBlock): IPAMBlock {
  return block
}
