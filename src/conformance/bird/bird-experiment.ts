import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Difference } from '../../cases/compare-case'
import { canonical, routeDifferences } from '../../cases/compare-routes'
import type { Fabric } from '../../engine/fabric/fabric'
import { bareFabric, bgpGround } from '../../engine/lab/bare-fabric'
import { bgpNetwork } from '../../engine/lab/bgp-network'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { type GuestNames, guestNames } from '../../exporting/program-fabric'
import { parseLab } from '../../io/parse-lab'
import { blockText, styleOf } from '../../io/write-yaml'
import { PLAIN_STYLE, routeJson } from '../../terminal/ip/print-route'
import { mainLine } from '../../terminal/ip/route-line'
import { chanceOf } from '../chance'
import { MARK } from '../ping-script'
import { runInGuest } from '../run-uml'
import { birdConfs, HOLD_SECONDS } from './bird-conf'
import { birdScript } from './bird-script'
import { drawBgpTopology } from './draw-bgp-topology'

type JsonRoute = Readonly<Record<string, unknown>>

/** A topology whose routes real BIRDs are to find. */
export interface BirdExperiment {
  readonly seed: number
  readonly lab: string
  readonly fabric: Fabric
  /** What BGP brings decides who talks, so that sessions may have to expire first. [BGP-10] */
  readonly changesItsGround: boolean
  /** Sessions come and go for ever. */
  readonly isRestless: boolean
  /** By machine. */
  readonly confs: ReadonlyMap<string, string>
}

export interface BirdOutcome {
  readonly experiment: BirdExperiment
  /** BIRD's, by machine. */
  readonly tables: readonly (readonly [string, readonly JsonRoute[]])[]
  readonly differences: readonly Difference[]
  /** BIRD itself comes to rest in more than one way. */
  readonly hasSeveralEnds: boolean
  /** Lines that BIRD wrote. */
  readonly routes: number
  /** What the BIRDs say of themselves. */
  readonly details: string
}

/** The first topology that this seed's stream of chance gives and a lab can be. */
export function drawBirdExperiment(seed: number): BirdExperiment {
  const chance = chanceOf(seed)
  for (;;) {
    const style = styleOf('')
    const lab = drawBgpTopology(chance)
      .map((manifest) => blockText(manifest, style))
      .join('---\n')
    const parsed = parseLab(lab)
    if (!parsed.ok) continue
    const { document } = parsed.value
    const cluster = clusterOf(document)
    const { ground, restless } = bgpNetwork(cluster)
    return {
      seed,
      lab,
      fabric: realize(document),
      changesItsGround: ground !== bgpGround(bareFabric(cluster)),
      isRestless: restless.length > 0,
      confs: birdConfs(cluster),
    }
  }
}

/** How the BIRDs of a topology are started. */
interface Start {
  readonly order: (names: readonly string[]) => readonly string[]
  readonly pauseSeconds: number
}

const TOGETHER: Start = { order: (names) => names, pauseSeconds: 0 }

/** Pauses that are longer than a session takes to come up, so that who was first stays first. */
const ONE_BY_ONE: readonly Start[] = [
  { order: (names) => names, pauseSeconds: 2.5 },
  { order: (names) => names.toReversed(), pauseSeconds: 2.5 },
]

/**
 * Builds the topologies in one guest, one after the other, and compares each. BGP can come to rest in several ways, and
 * then the order of events decides; so where BIRD and the engine differ, the BIRDs are started in other orders too. Where
 * sessions come and go for ever there is nothing to compare. [BGP-10]
 */
export async function performWithBird(experiments: readonly BirdExperiment[]): Promise<BirdOutcome[]> {
  const outcomes = await runAll(experiments, TOGETHER)
  const again = outcomes
    .filter(({ experiment, differences }) => differences.length > 0 && !experiment.isRestless)
    .map(({ experiment }) => experiment)
  const others: BirdOutcome[] = []
  for (const start of again.length > 0 ? ONE_BY_ONE : []) others.push(...(await runAll(again, start)))
  return outcomes.map((outcome) => {
    const ways = others.filter(({ experiment }) => experiment === outcome.experiment)
    const found = new Set([outcome, ...ways].map(({ tables }) => canonical(tables)))
    const equal = ways.find(({ differences }) => differences.length === 0)
    return { ...(equal ?? outcome), hasSeveralEnds: found.size > 1 || outcome.experiment.isRestless }
  })
}

async function runAll(experiments: readonly BirdExperiment[], start: Start): Promise<BirdOutcome[]> {
  const script = experiments
    .map(({ seed, fabric, changesItsGround, isRestless, confs }) =>
      birdScript(`${seed}`, fabric, start.order([...confs.keys()]), {
        pauseSeconds: start.pauseSeconds,
        lingerSeconds: changesItsGround && !isRestless ? 1.5 * HOLD_SECONDS : 0,
      }),
    )
    .join('\n')
  const files = Object.fromEntries(
    experiments.flatMap(({ seed, fabric, confs }) => {
      const names = guestNames(fabric)
      return [...confs].map(([name, conf]) => [`${seed}.${names.get(name)}.conf`, conf])
    }),
  )
  const run = await runInGuest(script, { files, timeoutSeconds: 60 + 240 * experiments.length })
  if (run.exitStatus === undefined) throw new Error(`the guest did not get to its end:\n${run.console}\n${run.stderr}`)
  const parts = run.stdout.split(`${MARK} topology `).slice(1)
  const outcomes = experiments.map((experiment) => {
    const { seed, fabric } = experiment
    const part = parts.find((text) => text.startsWith(`${seed}\n`)) ?? ''
    const birdcOf = (guest: string) => readFileSync(join(run.folder, `${seed}.${guest}.birdc`), 'utf8')
    return outcomeOf(experiment, part, guestNames(fabric), birdcOf)
  })
  rmSync(run.folder, { recursive: true })
  return outcomes
}

function outcomeOf(
  experiment: BirdExperiment,
  part: string,
  guests: GuestNames,
  birdcOf: (guest: string) => string,
): BirdOutcome {
  const { fabric, confs } = experiment
  const [head = '', ...texts] = part.split(`${MARK} routes `)
  const complaints = head
    .replace(/^\d+\n/, '')
    .replace(/===== polls \d+\n/, '')
    .trim()
  const names = new Map([...guests].map(([name, guest]) => [guest, name]))
  const tables = texts.map((text): readonly [string, JsonRoute[]] => {
    const [guest = '', ...lines] = text.split('\n')
    return [names.get(guest) ?? guest, JSON.parse(lines.join('\n').trim() || '[]')]
  })
  const differences = tables.flatMap(([host, table]) => {
    const computed = fabric.namespaces.get(host)?.routes ?? []
    return routeDifferences(
      host,
      table,
      computed.map((route) => routeJson(mainLine(route), PLAIN_STYLE)),
    )
  })
  const isComplete =
    tables.length === names.size - [...fabric.namespaces.values()].filter(({ role }) => role === 'pod').length
  return {
    experiment,
    tables,
    hasSeveralEnds: false,
    differences: [
      ...(complaints === '' ? [] : [{ host: 'kernel', what: 'programming', expected: complaints, got: 'nothing' }]),
      ...(isComplete ? [] : [{ host: 'kernel', what: 'tables', expected: `${tables.length}`, got: 'one a machine' }]),
      ...differences,
    ],
    routes: tables.flatMap(([, table]) => table.filter(({ protocol }) => protocol === 'bird')).length,
    details: [...confs.keys()].map((name) => `##### ${name}\n${birdcOf(guests.get(name) ?? '')}`).join('\n'),
  }
}
