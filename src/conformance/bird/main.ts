import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installCommand, missingPackages } from '../run-uml'
import { type BirdOutcome, drawBirdExperiment, performWithBird } from './bird-experiment'

/** What this needs beside the guest itself. */
export const BIRD_PACKAGES = [{ name: 'bird', command: 'birdc' }]

/** Most topologies that one guest builds before it is thrown away. */
const MOST_PER_GUEST = 4

/** Enough to see what is wrong, without a screenful a topology. */
const SHOWN = 8

/** Random topologies whose routes real BIRDs find, against the engine. @returns the exit status. */
export async function birdMain(args: readonly string[], freshSeed: number): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: `${freshSeed}` },
      count: { type: 'string', default: '6' },
      guests: { type: 'string', default: '2' },
      keep: { type: 'string' },
    },
  })
  if (values.count === '0') return 0
  const missing = missingPackages(BIRD_PACKAGES)
  if (missing.length > 0) {
    console.log(`BIRD: not run: this needs Debian's ${missing.join(', ')}. To get it:\n  ${installCommand(missing)}`)
    return 2
  }
  const [seed, count, guests] = [values.seed, values.count, values.guests].map(Number)
  console.log(`BIRD: seed ${seed}: ${count} topologies; one of them again: --seed N --count 1`)
  const experiments = Array.from({ length: count ?? 0 }, (_, i) => drawBirdExperiment((seed ?? 0) + i))
  const perGuest = Math.min(MOST_PER_GUEST, Math.ceil(experiments.length / (guests ?? 1)))
  const queue = Array.from({ length: Math.ceil(experiments.length / perGuest) }, (_, i) =>
    experiments.slice(i * perGuest, (i + 1) * perGuest),
  )
  const outcomes: BirdOutcome[] = []
  const work = async () => {
    for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
      for (const outcome of await performWithBird(chunk)) {
        outcomes.push(outcome)
        console.log(lineOf(outcome))
        if (values.keep !== undefined) keep(values.keep, outcome)
      }
    }
  }
  await Promise.all(Array.from({ length: guests ?? 1 }, work))
  const several = outcomes.filter(({ hasSeveralEnds }) => hasSeveralEnds).length
  const different = outcomes.filter(isDifferent).length
  const routes = outcomes.reduce((sum, outcome) => sum + outcome.routes, 0)
  console.log(
    `BIRD: ${outcomes.length} topologies, ${routes} routes: ${outcomes.length - different - several} equal, ` +
      `${several} in which BIRD itself comes to rest in several ways, ${different} different`,
  )
  return different === 0 ? 0 : 1
}

const isDifferent = ({ differences, hasSeveralEnds }: BirdOutcome): boolean => differences.length > 0 && !hasSeveralEnds

function lineOf(outcome: BirdOutcome): string {
  const { experiment, differences, routes, hasSeveralEnds } = outcome
  const head = `${experiment.seed}: ${routes} routes by BIRD`
  if (hasSeveralEnds) return `${head}, which come out one way or another`
  if (differences.length === 0) return `${head}, equal`
  const lines = differences
    .slice(0, SHOWN)
    .map(({ host, what, expected, got }) => `  ${host}: ${what}\n   BIRD      ${expected}\n   computed  ${got}`)
  return [head, ...lines, ...(differences.length > SHOWN ? [`  … and ${differences.length - SHOWN} more`] : [])].join(
    '\n',
  )
}

function keep(folder: string, { experiment, differences, details }: BirdOutcome): void {
  mkdirSync(folder, { recursive: true })
  const { seed, lab, confs } = experiment
  writeFileSync(join(folder, `${seed}.yaml`), lab)
  writeFileSync(join(folder, `${seed}.txt`), `${JSON.stringify(differences, null, 1)}\n${details}`)
  for (const [name, conf] of confs) writeFileSync(join(folder, `${seed}.${name}.conf`), conf)
}
