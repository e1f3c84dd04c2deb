import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Difference } from '../cases/compare-case'
import { BIRD_PACKAGES, birdMain } from './bird/main'
import { drawExperiment, type Experiment, type Outcome, perform } from './experiment'
import { installCommand, missingPackages, runInGuest } from './run-uml'
import { recordTools, TOOL_PACKAGES } from './tools/record-tools'
import { writePage } from './write-page'

const USAGE = `npm run conformance -- [OPTION…]
  --seed N       the first topology's seed; a fresh one otherwise
  --count N      topologies (20), each with its own seed from the first on
  --pings N      pings a topology (14)
  --birds N      topologies whose routes come from real BIRDs (6)
  --guests N     kernels at a time (4)
  --keep FOLDER  where the lab and all differences of a topology that differs are left
  --report FILE  the counts, as JSON
  --optional     not an error where no such kernel can run
  --record-tools NAME  what the real tools print now in that file of fixtures/terminal/tools, or in all of them
  --write-page   docs/CONFORMANCE.md; with --count 0 only its part about the recorded cases`

/** Most topologies that one guest builds before it is thrown away. */
const PER_GUEST = 5

/** Enough to see what is wrong, without a screenful a topology. */
const SHOWN = 6

/** Where this is run: the checkout, and a seed that nobody has chosen. */
interface Place {
  readonly root: string
  readonly freshSeed: number
}

export async function main(args: readonly string[], { root, freshSeed }: Place): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: `${freshSeed}` },
      count: { type: 'string', default: '20' },
      pings: { type: 'string', default: '14' },
      birds: { type: 'string', default: '6' },
      guests: { type: 'string', default: '4' },
      keep: { type: 'string' },
      report: { type: 'string' },
      optional: { type: 'boolean', default: false },
      'write-page': { type: 'boolean', default: false },
      'record-tools': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const recorded = values['record-tools']
  if (recorded !== undefined) {
    await recordTools(root, recorded === 'all' ? undefined : recorded)
    return 0
  }
  const [seed = 0, count = 0, pings = 0, guests = 1] = [values.seed, values.count, values.pings, values.guests].map(
    Number,
  )
  if (count === 0 && values['write-page']) {
    writePage(root)
    return 0
  }
  const report = (passed: number, failed: number, skipped: number) => {
    if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped }))
  }
  const kernel = await bootedKernel()
  if (kernel === undefined) {
    report(0, 0, 1)
    return values.optional ? 0 : 2
  }
  console.log(`Linux ${kernel}, seed ${seed}: ${count} topologies, ${pings} pings each; one again: --seed N --count 1`)
  const experiments = Array.from({ length: count }, (_, i) => drawExperiment(seed + i, pings))
  const outcomes = await performAll(experiments, guests, values.keep)
  const different = outcomes.filter(({ differences }) => differences.length > 0).length
  const total = (key: 'pings' | 'frames') => outcomes.reduce((sum, outcome) => sum + outcome[key], 0)
  const run = { seed, topologies: count, pings: total('pings'), frames: total('frames'), different, kernel }
  console.log(
    `${count} topologies, ${run.pings} pings, ${run.frames} frames: ${count - different} equal, ${different} different`,
  )
  if (values['write-page']) writePage(root, run)
  const keep = values.keep === undefined ? [] : ['--keep', values.keep]
  const birds = await birdMain(['--seed', values.seed, '--count', values.birds, '--guests', '2', ...keep], freshSeed)
  const wanted = values.birds === '0' ? 0 : 1
  report(count - different + (birds === 0 ? wanted : 0), different + (birds === 1 ? 1 : 0), birds === 2 ? 1 : 0)
  return Math.max(different === 0 ? 0 : 1, birds === 2 && values.optional ? 0 : birds)
}

/** All that a run needs and this machine has not, BIRD's part included. */
export const packagesToInstall = (): readonly string[] => missingPackages([...BIRD_PACKAGES, ...TOOL_PACKAGES])

/** The release of the kernel that a guest boots here; undefined, and said why, where none does. */
async function bootedKernel(): Promise<string | undefined> {
  const missing = missingPackages()
  if (missing.length > 0) {
    console.log(`Not run: this needs Debian's ${missing.join(', ')}. To get it:\n  ${installCommand(missing)}`)
    return undefined
  }
  const run = await runInGuest('uname -r', { timeoutSeconds: 60 })
  rmSync(run.folder, { recursive: true, force: true })
  if (run.exitStatus === 0) return run.stdout.trim()
  console.log(`Not run: User Mode Linux does not boot here.\n${run.console.trim()}`)
  return undefined
}

/** In several guests at a time. What differs is built once more, alone: a busy machine may have kept a ping too long. */
async function performAll(
  experiments: readonly Experiment[],
  guests: number,
  folder: string | undefined,
): Promise<Outcome[]> {
  const size = Math.min(PER_GUEST, Math.ceil(experiments.length / guests))
  const first = await inGuests(chunks(experiments, size), guests)
  const [equal, unequal] = [first.filter(isEqual), first.filter((outcome) => !isEqual(outcome))]
  const again = await inGuests(
    unequal.map(({ experiment }) => [experiment]),
    1,
  )
  for (const outcome of again) {
    if (isEqual(outcome)) console.log(`${outcome.experiment.seed}: equal when it was built again`)
    else {
      console.log(lineOf(outcome))
      if (folder !== undefined) keep(folder, outcome)
    }
  }
  return [...equal, ...again]
}

const isEqual = ({ differences }: Outcome): boolean => differences.length === 0

async function inGuests(queue: Experiment[][], guests: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const work = async () => {
    for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
      for (const outcome of await perform(chunk)) {
        outcomes.push(outcome)
        if (isEqual(outcome)) console.log(lineOf(outcome))
      }
    }
  }
  await Promise.all(Array.from({ length: guests }, work))
  return outcomes
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
  const { seed, lab, plan } = experiment
  writeFileSync(join(folder, `${seed}.yaml`), lab)
  const pings = plan.pings.map(({ from, to, args }, i) => `${i} ${from} ${to} ${args} @${plan.starts[i]}`)
  writeFileSync(join(folder, `${seed}.txt`), `${pings.join('\n')}\n\n${reportOf(differences, differences.length)}\n`)
}
