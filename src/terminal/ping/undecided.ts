import type { Verdict } from '../../engine/trace/trace'

/** The policies that decide how the ping ends, which the lab does not model: `NetworkPolicy default/deny`. */
export function undecidedBy(verdict: Verdict): readonly string[] {
  if (verdict.kind !== 'lost' || verdict.reason.kind !== 'unmodelled' || verdict.reason.what !== 'policy') return []
  return verdict.reason.policies.map(
    ({ kind, name, namespace }) => `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
  )
}
