import { isCalicoNode, withCalicoFacts } from '../engine/calico/resources/node'
import { groupBy } from '../engine/group-by'
import type { Issue } from '../engine/issue'
import { resourceKey } from '../engine/lab/read-resources'
import { jsonEquals, type Manifest } from '../engine/manifest'
import type { FoundResource } from '../io/find-resources'
import { importIssue } from './import-issue'

/** A resource as one of the files has it. */
export interface Candidate {
  readonly manifest: Manifest
  readonly found: FoundResource
  /** In the list of texts. */
  readonly text: number
}

export interface Merged {
  /** One for each resource, in the order of the files. */
  readonly kept: readonly Candidate[]
  /** How many said the same again. */
  readonly repeated: number
  readonly issues: readonly Issue[]
}

/**
 * Each resource once, though several commands printed it: in either API group, twice, or at two times. Kubernetes' Node
 * takes what only Calico's own says; of others the newest stands. [IMPORT-4]
 */
export function mergeResources(candidates: readonly Candidate[]): Merged {
  const groups = groupBy(candidates, ({ manifest }) => resourceKey(manifest))
  const chosen = new Map<string, Candidate>()
  const issues: Issue[] = []
  let repeated = 0
  for (const [key, [first, ...more]] of groups) {
    if (!first) continue
    repeated += more.length
    const kept = more.length === 0 ? first : oneOf([first, ...more])
    chosen.set(key, kept)
    if (more.length > 0 && [first, ...more].some((other) => saysOtherwise(kept, other))) {
      const { file = '', ...place } = kept.found.placeOf([])
      const { kind, metadata } = kept.manifest
      issues.push(importIssue(file, 'import-repeated', { kind, name: metadata.name }, place, 'warning'))
    }
  }
  // Where the one that stands stood: its text is taken from there.
  const kept = candidates.flatMap((candidate) => {
    const choice = chosen.get(resourceKey(candidate.manifest))
    return choice && choice.found === candidate.found ? [choice] : []
  })
  return { kept, repeated, issues }
}

function oneOf(candidates: readonly Candidate[]): Candidate {
  const kubernetes = candidates.filter(({ manifest }) => manifest.kind === 'Node' && !isCalicoNode(manifest))
  const calico = candidates.filter(({ manifest }) => manifest.kind === 'Node' && isCalicoNode(manifest))
  if (kubernetes.length === 0 || calico.length === 0) return newest(candidates)
  const node = newest(kubernetes)
  return { ...node, manifest: withCalicoFacts(node.manifest, newest(calico).manifest) }
}

/** By the API's own counter; of equals Calico's API before its storage, and then the first. */
const newest = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((best, candidate) => {
    const byVersion = versionOf(candidate) - versionOf(best)
    if (byVersion !== 0) return byVersion > 0 ? candidate : best
    const isApi = ({ manifest }: Candidate): boolean => manifest.apiVersion === 'projectcalico.org/v3'
    return isApi(candidate) && !isApi(best) ? candidate : best
  })

const versionOf = ({ manifest }: Candidate): number => Number(manifest.metadata.resourceVersion) || 0

/** Two spellings of a Node differ by nature; others do if what is wanted of them differs. */
const saysOtherwise = ({ manifest: kept }: Candidate, { manifest: other }: Candidate): boolean =>
  kept.kind !== 'Node' && !jsonEquals(kept.spec, other.spec)
