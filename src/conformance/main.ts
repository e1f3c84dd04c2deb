import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Difference } from '../cases/compare-case'
import { birdMain } from './bird/main'
import { drawExperiment, type Experiment, type Outcome, perform } from './experiment'
import { installCommand, missingPackages } from './run-uml'

const USAGE = `npm run conformance -- [--seed N] [--count N] [--pings N] [--guests N] [--birds N] [--keep FOLDER] [--report FILE]`

/** Most topologies that one guest builds before it is thrown away. */
const PER_GUEST = 5

/** Enough to see what is wrong, without a screenful a topology. */
const SHOWN = 6

export async function main(args: readonly string[], freshSeed: number): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: `${freshSeed}` },
      count: { type: 'string', default: '20' },
      pings: { type: 'string', default: '14' },
      guests: { type: 'string', default: '7' },
      birds: { type: 'string', default: '6' },
      keep: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const missing = missingPackages()
  if (missing.length > 0) {
    console.log(`Not run: this needs Debian's ${missing.join(', ')}. To get it:\n  ${installCommand(missing)}`)
    return 2
  }
  const [seed, count, pings, guests] = [values.seed, values.count, values.pings, values.guests].map(Number)
  console.log(`seed ${seed}: ${count} topologies, ${pings} pings each; one of them again: --seed N --count 1`)
  const experiments = Array.from({ length: count ?? 0 }, (_, i) => drawExperiment((seed ?? 0) + i, pings ?? 0))
  const outcomes: Outcome[] = []
  const queue = chunks(experiments, Math.min(PER_GUEST, Math.ceil(experiments.length / (guests ?? 1))))
  const work = async () => {
    for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
      for (const outcome of await perform(chunk)) {
        outcomes.push(outcome)
        console.log(lineOf(outcome))
        if (values.keep !== undefined && outcome.differences.length > 0) keep(values.keep, outcome)
      }
    }
  }
  await Promise.all(Array.from({ length: guests ?? 1 }, work))
  const different = outcomes.filter(({ differences }) => differences.length > 0)
  const total = (key: 'pings' | 'frames') => outcomes.reduce((sum, outcome) => sum + outcome[key], 0)
  console.log(
    `${outcomes.length} topologies, ${total('pings')} pings, ${total('frames')} frames: ` +
      `${outcomes.length - different.length} equal, ${different.length} different`,
  )
  const status = different.length === 0 ? 0 : 1
  const byBird = ['seed', 'guests', 'keep'].flatMap((name) => {
    const value = values[name as 'seed' | 'guests' | 'keep']
    return value === undefined ? [] : [`--${name}`, value]
  })
  return Math.max(status, await birdMain([...byBird, '--count', values.birds], freshSeed))
}

function chunks(experiments: readonly Experiment[], size: number): Experiment[][] {
  return Array.from({ length: Math.ceil(experiments.length / size) }, (_, i) =>
    experiments.slice(i * size, (i + 1) * size),
  )
}

function lineOf({ experiment, differences, pings, frames }: Outcome): string {
  const head = `${experiment.seed}: ${pings} pings, ${frames} frames`
  return differences.length === 0 ? `${head}, equal` : `${head}\n${reportOf(differences, SHOWN)}`
}

function reportOf(differences: readonly Difference[], shown: number): string {
  const indented = (text: string): string => text.replaceAll('\n', '\n             ')
  const lines = differences
    .slice(0, shown)
    .map(
      ({ host, what, expected, got }) =>
        `  ${host}: ${what}\n   kernel    ${indented(expected)}\n   computed  ${indented(got)}`,
    )
  const more = differences.length - shown
  return [...lines, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n')
}

function keep(folder: string, { experiment, differences }: Outcome): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${experiment.seed}.yaml`), experiment.lab)
  const pings = experiment.plan.pings.map(
    ({ from, to, args }, i) => `${i} ${from} ${to} ${args} @${experiment.plan.starts[i]}`,
  )
  writeFileSync(join(folder, `${experiment.seed}.txt`), `${pings.join('\n')}\n\n${reportOf(differences, 1000)}\n`)
}
