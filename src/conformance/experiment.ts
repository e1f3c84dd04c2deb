import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Difference, outcomeDifference } from '../cases/compare-case'
import { frameDifferences } from '../cases/compare-frames'
import { routeDifferences } from '../cases/compare-routes'
import type { Fabric } from '../engine/fabric/fabric'
import { realize } from '../engine/lab/realize'
import { PLAIN_STYLE, routeJson } from '../terminal/ip/print-route'
import { mainLine } from '../terminal/ip/route-line'
import type { PingRecord } from '../terminal/ping/ping-record'
import { chanceOf } from './chance'
import { drawLab } from './draw-lab'
import { drawPings } from './draw-pings'
import { topologyScript } from './ping-script'
import { type Plan, planPings, predict } from './predict'
import { type KernelRun, readRun } from './read-run'
import { runInGuest } from './run-uml'

/** A topology to be built, and what to send in it. */
export interface Experiment {
  readonly seed: number
  /** The lab file. */
  readonly lab: string
  readonly fabric: Fabric
  readonly plan: Plan
}

export interface Outcome {
  readonly experiment: Experiment
  readonly differences: readonly Difference[]
  readonly pings: number
  readonly frames: number
}

/** The first topology that this seed's stream of chance gives and a lab can be. */
export function drawExperiment(seed: number, pingCount: number): Experiment {
  const chance = chanceOf(seed)
  for (;;) {
    const { topology, text: lab, document } = drawLab(chance)
    const fabric = realize(document)
    if (hasEqualCost(fabric)) continue
    return { seed, lab, fabric, plan: planPings(fabric, drawPings(chance, topology, fabric, pingCount)) }
  }
}

/** Which of several next hops a flow takes is the kernel's secret: its hash has a random seed. */
const hasEqualCost = ({ namespaces }: Fabric): boolean =>
  [...namespaces.values()].some(({ routes }) => routes.some(({ nextHops }) => nextHops.length > 1))

/** Builds the topologies in one guest, one after the other, and compares each. */
export async function perform(experiments: readonly Experiment[]): Promise<Outcome[]> {
  const script = experiments.map(({ seed, fabric, plan }) => topologyScript(`${seed}`, fabric, plan)).join('\n')
  const seconds = experiments.reduce((sum, { plan }) => sum + (plan.starts.at(-1) ?? 0) / 1e6 + 30, 30)
  const run = await runInGuest(script, { timeoutSeconds: seconds })
  if (run.exitStatus === undefined) throw new Error(`the guest did not get to its end:\n${run.console}\n${run.stderr}`)
  const parts = run.stdout.split('===== topology ').slice(1)
  const outcomes = experiments.map((experiment): Outcome => {
    const { seed, fabric, plan } = experiment
    const part = parts.find((text) => text.startsWith(`${seed}\n`)) ?? ''
    const captureOf = (guest: string) => readFileSync(join(run.folder, `${seed}.${guest}.pcap`))
    const kernel = readRun(`===== topology ${part}`, fabric, plan, captureOf)
    return {
      experiment,
      differences: compare(experiment, kernel),
      pings: kernel.pings.length,
      frames: kernel.pings.reduce((sum, { frames }) => sum + Object.values(frames).flat().length, 0),
    }
  })
  rmSync(run.folder, { recursive: true })
  return outcomes
}

/** The engine is told when the pings really started; all else it has to know. */
function compare({ fabric, plan }: Experiment, kernel: KernelRun): Difference[] {
  const predicted = predict(fabric, plan.pings, kernel.starts)
  return [
    ...(kernel.refusals === ''
      ? []
      : [{ host: 'kernel', what: 'programming', expected: kernel.refusals, got: 'nothing refused' }]),
    ...[...kernel.routes].flatMap(([host, routes]) => {
      const own = fabric.namespaces.get(host)?.routes ?? []
      return routeDifferences(
        host,
        routes,
        own.map((route) => routeJson(mainLine(route), PLAIN_STYLE)),
      )
    }),
    ...kernel.pings.flatMap((measured, i) => {
      const computed = predicted[i] as PingRecord
      const title = `ping ${i}: ${measured.from} → ${measured.to} ${measured.args}`.trimEnd()
      return [...outcomeDifference(title, measured, computed), ...frameDifferences(title, measured, computed)]
    }),
  ]
}
