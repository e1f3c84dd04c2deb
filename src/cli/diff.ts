import { parseArgs } from 'node:util'
import { type Difference, differenceBetween } from '../analysis/difference/difference'
import { PAIR_CHANGES, type PairChanges, type PairGroup } from '../analysis/difference/pair-changes'
import { countOf, type RouteChange, type RouteChanges } from '../analysis/difference/route-changes'
import { type Transition, transitionOf } from '../analysis/transition/transition'
import type { Fabric } from '../engine/fabric/fabric'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import type { Route } from '../engine/linux/route'
import { displayName } from '../terminal/host-names'
import { PLAIN_STYLE, routeText } from '../terminal/ip/print-route'
import { mainLine } from '../terminal/ip/route-line'
import { sayInEnglish } from '../words/english'
import { lossText, outcomeLoss, pairText } from '../words/pair-text'
import { refuse, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'
import { withSettings } from './settings'
import { transitionAsJson, transitionText } from './transition-text'

/** Exit status when a pair is lost. */
const LOSES = 1

/** Of one host as many lines are told. */
const MOST_LINES = 20

/**
 * `podpath diff LAB --set ipipMode=Never …`, `podpath diff LAB LAB2`: what a change does to routes and pairs.
 * @throws CliError for bad usage or input
 */
export function diff(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean' },
      set: { type: 'string', multiple: true, default: [] },
      steps: { type: 'boolean' },
      order: { type: 'string' },
    },
    allowPositionals: true,
  })
  const [lab, other, ...more] = positionals
  if (lab === undefined || (other === undefined && values.set.length === 0)) {
    return refuseUsage('missing-words', { command: 'diff', words: 'LAB --set FIELD=VALUE, or LAB LAB2' })
  }
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'diff', words: more.join(' ') })
  const before = loadLab(io, lab).document
  const changed = other === undefined ? before : loadLab(io, other).document
  const after = withSettings(changed, values.set)
  const difference = differenceBetween(realize(before), realize(after))
  const steps = values.steps || values.order !== undefined ? stepsOf(before, after, values.order) : undefined
  const name = nameIn([realize(after), realize(before)])
  if (values.json) {
    const transition = steps && { transition: transitionAsJson(steps, name) }
    io.stdout(`${JSON.stringify({ ...asJson(difference, name), ...transition }, null, 2)}\n`)
  } else {
    const more = steps ? `${transitionText(steps, name).join('\n')}\n` : ''
    io.stdout(asText(difference, name) + more)
  }
  return (difference.pairs?.counts.lost ?? 0) > 0 ? LOSES : 0
}

/** @param order `NODE,NODE…` */
function stepsOf(before: LabDocument, after: LabDocument, order: string | undefined): Transition {
  const [old, now] = [realize(before), realize(after)]
  const wanted = order?.split(',').map((name) => name.trim()) ?? []
  const unknown = wanted.find((name) => !now.namespaces.has(name))
  if (unknown !== undefined) return refuseUsage('no-such-machine', { machine: unknown })
  const transition = transitionOf(old, now, wanted)
  return typeof transition === 'string' ? refuse(`diff-no-steps-${transition}`) : transition
}

/** A host that only the older lab has is called as it is there. */
const nameIn =
  (fabrics: readonly Fabric[]) =>
  (host: string): string => {
    const fabric = fabrics.find(({ namespaces }) => namespaces.has(host))
    return fabric ? displayName(fabric, host) : host
  }

const printed = (route: Route): string => routeText(mainLine(route), PLAIN_STYLE).trim()

const linesOf = (changes: readonly RouteChange[]): readonly string[] =>
  changes.map((change) => {
    if (change.kind === 'added') return `+ ${printed(change.now)}`
    if (change.kind === 'removed') return `- ${printed(change.before)}`
    return `~ ${printed(change.now)}  (${said('diff-was', { route: printed(change.before) })})`
  })

function asText({ routes, pairs, come, gone }: Difference, name: (host: string) => string): string {
  const lines = [
    said('diff-routes', {
      lines: countOf(routes.total),
      hosts: said('hosts', { count: routes.counts.size }),
    }),
    ...hostLines(routes, name),
    ...(pairs ? pairLines(pairs, name) : []),
    ...(come.length > 0 ? [said('diff-come', { pods: come.map(name).join(', ') })] : []),
    ...(gone.length > 0 ? [said('diff-gone', { pods: gone.map(name).join(', ') })] : []),
  ]
  return `${lines.join('\n')}\n`
}

function hostLines(routes: RouteChanges, name: (host: string) => string): readonly string[] {
  return [...routes.counts].flatMap(([host, counts]) => {
    const left = countOf(counts) - MOST_LINES
    const lines = linesOf(routes.on(host)).slice(0, MOST_LINES)
    return [
      `  ${name(host)}`,
      ...lines.map((line) => `    ${line}`),
      ...(left > 0 ? [`    ${said('diff-more', { left })}`] : []),
    ]
  })
}

function pairLines({ pairs, counts, groups }: PairChanges, name: (host: string) => string): readonly string[] {
  const told = PAIR_CHANGES.flatMap((change) => (counts[change] > 0 ? [`${counts[change]} ${changeName(change)}`] : []))
  return [
    said('diff-pairs', { pairs, changes: told.join(', ') || said('diff-unchanged') }),
    ...groups.map((group) => {
      const { change, count, before, after, witness } = group
      const [from, to] = witness
      const becomes = `${sayInEnglish(pairText(before))} → ${sayInEnglish(pairText(after))}`
      const because = lossOf(group)
      const what = said('diff-pair', { count, change: changeName(change), becomes, from: name(from), to: name(to) })
      return because === undefined ? what : `${what}, ${because}`
    }),
  ]
}

const changeName = (change: PairGroup['change']): string => sayInEnglish({ key: `changes.pairChange.${change}` })

function lossOf({ after }: PairGroup): string | undefined {
  const loss = outcomeLoss(after)
  return loss && sayInEnglish(lossText(loss))
}

function asJson({ routes, pairs, come, gone }: Difference, name: (host: string) => string) {
  return {
    routes: [...routes.counts.keys()].map((host) => ({
      host: name(host),
      changes: routes.on(host).map((change) => ({
        kind: change.kind,
        ...(change.kind !== 'added' && { before: printed(change.before) }),
        ...(change.kind !== 'removed' && { now: printed(change.now) }),
      })),
    })),
    pairs: pairs && {
      compared: pairs.pairs,
      ...pairs.counts,
      changes: pairs.groups.map((group) => {
        const because = lossOf(group)
        return {
          change: group.change,
          count: group.count,
          before: group.before.kind,
          after: group.after.kind,
          witness: { from: name(group.witness[0]), to: name(group.witness[1]) },
          ...(because !== undefined && { because }),
        }
      }),
    },
    pods: { come: come.map(name), gone: gone.map(name) },
  }
}
