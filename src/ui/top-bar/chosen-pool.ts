import type { IPPool } from '../../engine/calico/resources/ip-pool'
import { selectCluster } from '../../store/derived'
import { useLab, useLabNow } from '../lab'

/** The pool that the top bar's controls are about: the one picked, or the first. */
export function useChosenPool(): IPPool | undefined {
  const { pools } = useLabNow(selectCluster)
  const name = useLab((state) => state.poolName)
  return pools.find((pool) => pool.name === name) ?? pools[0]
}
