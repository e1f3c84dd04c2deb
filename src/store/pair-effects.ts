import type { Fabric } from '../engine/fabric/fabric'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { podNamespaceName } from '../engine/lab/find-host'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import type { NamespaceName } from '../engine/linux/namespace'
import type { Trace } from '../engine/trace/trace'
import { pingTrace } from './ping-trace'

/** What becomes of all pairs of pods, each pinged both ways. */
export interface PairEffects {
  readonly pairs: number
  readonly wrapped: number
  readonly lost: number
}

/** Above this many pods the count is not worth the wait before a menu opens. */
const MAX_PODS = 12

const isAnswered = ({ verdict }: Trace) => verdict.kind === 'answered'
const isWrapped = ({ steps }: Trace) => steps.some(({ event }) => event.kind === 'encapsulate')

function pairsOf(hosts: readonly NamespaceName[]): (readonly [NamespaceName, NamespaceName])[] {
  return hosts.flatMap((from, index) => hosts.slice(index + 1).map((to) => [from, to] as const))
}

function pingBothWays(fabric: Fabric, [a, b]: readonly [NamespaceName, NamespaceName]): Trace[] {
  return [pingTrace(fabric, { from: a, to: b }), pingTrace(fabric, { from: b, to: a })].flatMap((trace) => trace ?? [])
}

/** Undefined if there are too many pods, or too few to make a pair. */
export function pairEffects(document: LabDocument): PairEffects | undefined {
  const pods = clusterOf(document).pods.map(podNamespaceName)
  if (pods.length > MAX_PODS || pods.length < 2) return undefined
  const fabric = realize(document)
  const results = pairsOf(pods).map((pair) => pingBothWays(fabric, pair))
  return {
    pairs: results.length,
    wrapped: results.filter((traces) => traces.every(isAnswered) && traces.some(isWrapped)).length,
    lost: results.filter((traces) => !traces.every(isAnswered)).length,
  }
}

/** What would become of the pairs if these commands ran. Undefined too if they would be refused. */
export function effectsOf(document: LabDocument, commands: readonly Command[]): PairEffects | undefined {
  let changed = document
  for (const command of commands) {
    const result = applyCommand(changed, command)
    if (!result.ok) return undefined
    changed = result.value
  }
  return pairEffects(changed)
}
