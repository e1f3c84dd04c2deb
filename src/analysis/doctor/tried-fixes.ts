import type { LabDocument } from '../../engine/lab/document'
import { realize } from '../../engine/lab/realize'
import { podSide } from '../difference/difference'
import { pairChanges } from '../difference/pair-changes'
import { withCommands } from '../flips/with-commands'
import { evidence, type Finding, type Fix, type Suspicion } from './finding'

/** Of more findings than these the rest keep their first fix as it is: each trial is a lab of its own. */
const MOST_TRIED = 24

/**
 * The findings with fixes that hold: each is carried out, the lab examined and all pods pinged again. One that leaves the
 * finding there, or loses pods that get through now, gives way to the next; if none holds, there is none to offer. What
 * a fix brings back, the finding has cost: then it is an error. [DOCTOR-1]
 */
export const withTriedFixes = (
  document: LabDocument,
  suspicions: readonly Suspicion[],
  examine: (document: LabDocument) => readonly Suspicion[],
): readonly Finding[] =>
  suspicions.map(({ otherwise = [], fix, ...finding }, index): Finding => {
    const fixes = fix ? [fix, ...otherwise] : otherwise
    if (index >= MOST_TRIED || fixes.length === 0) return { ...finding, ...(fix && { fix }) }
    const trials = tried(document, { suspicions, finding, fixes }, examine)
    const held = trials.find(({ holds }) => holds)
    if (held)
      return held.gained > 0 ? { ...restoring(finding, held.gained), fix: held.fix } : { ...finding, fix: held.fix }
    const lost = Math.min(...trials.flatMap((trial) => (trial.lost > 0 ? [trial.lost] : [])))
    return Number.isFinite(lost)
      ? { ...finding, evidence: [...finding.evidence, evidence('fix-waits', { count: lost })] }
      : finding
  })

const restoring = (finding: Finding, count: number): Finding => ({
  ...finding,
  severity: 'error',
  evidence: [...finding.evidence, evidence('fix-restores', { count })],
})

interface Case {
  readonly suspicions: readonly Suspicion[]
  readonly finding: Finding
  readonly fixes: readonly Fix[]
}

interface Trial {
  readonly fix: Fix
  readonly holds: boolean
  /** Pairs of pods. */
  readonly gained: number
  readonly lost: number
}

/** Up to the first that holds and brings something back; one that brings nothing back is second best. */
function tried(
  document: LabDocument,
  { suspicions, finding, fixes }: Case,
  examine: (document: LabDocument) => readonly Suspicion[],
): readonly Trial[] {
  const before = podSide(realize(document))
  const trials = fixes.flatMap((fix): readonly Trial[] => {
    const cured = withCommands(document, fix.commands)
    if (!cured) return []
    const changes = pairChanges(before, podSide(realize(cured)))
    const { gained = 0, lost = 0 } = changes?.counts ?? {}
    const isGone = timesIn(examine(cured), finding) < timesIn(suspicions, finding)
    return [{ fix, holds: isGone && lost === 0, gained, lost }]
  })
  return trials.toSorted((a, b) => Number(b.gained > 0) - Number(a.gained > 0))
}

/** Findings are the same if they say the same of the same thing, whatever their figures. */
const timesIn = (findings: readonly Finding[], { code, resource, element }: Finding): number =>
  findings.filter(
    (each) =>
      each.code === code &&
      each.resource.kind === resource.kind &&
      each.resource.name === resource.name &&
      each.element === element,
  ).length
