import type { IPPool } from '../calico/resources/ip-pool'
import type { Issue } from '../issue'
import { formatPrefix, prefixEquals } from '../net/prefix'
import type { LabDocument } from './document'
import { clusterOf } from './read-cluster'

/** A pool that has kept its name and nothing that Calico lets no pool change. */
export interface PoolChange {
  readonly was: IPPool
  readonly is: IPPool
}

/**
 * Calico lets a pool's network and block size never change: blocks are cut from the one by the other.
 * Source: libcalico-go `clientv3/ippool.go`, `validateAndSetDefaults`. [IPAM-11]
 */
export function poolChanges(before: LabDocument, after: LabDocument): readonly PoolChange[] {
  const old = new Map(clusterOf(before).pools.map((pool) => [pool.name, pool]))
  return clusterOf(after).pools.flatMap((is) => {
    const was = old.get(is.name)
    const isSame = was && prefixEquals(was.cidr, is.cidr) && was.blockSize === is.blockSize
    return was && !isSame ? [{ was, is }] : []
  })
}

/** As it is refused, with the field that it is about. */
export function poolChangeIssue({ was, is }: PoolChange): Issue {
  const about = (field: string) => ({
    severity: 'error' as const,
    resource: { kind: 'IPPool', name: is.name },
    path: ['spec', field],
  })
  const [old, cidr] = [formatPrefix(was.cidr), formatPrefix(is.cidr)]
  if (cidr !== old) return { code: 'pool-cidr-fixed', params: { pool: is.name, old, cidr }, ...about('cidr') }
  const params = { pool: is.name, old: was.blockSize, blockSize: is.blockSize }
  return { code: 'pool-block-size-fixed', params, ...about('blockSize') }
}
