// `npm test`: every check of the project in order, each one's output as it comes, and at the end one line:
// N passed, N failed. A failing check does not stop those after it.
//   npm test                      everything
//   npm test -- units e2e         only these (names below)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failedInPlaywright, failedInVitest } from './failed-tests.mjs'
import { ensureChromium } from './find-chromium.mjs'
import { localBin, root, viteBuild } from './local-bin.mjs'

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, args: () => string[], prepare?: () => Promise<void>,
 *   report?: (json: any) => Counts, failedTests?: (json: any) => string[] }} Check
 */

const reports = mkdtempSync(join(tmpdir(), 'podpath-test-'))
const reportFile = (/** @type {string} */ name) => join(reports, `${name}.json`)
const script = (/** @type {string} */ name) => join(root, 'scripts', name)

/** Every commit draws topologies of its own, and a run of it can be repeated; outside a checkout they are fresh. */
function commitSeed() {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return status === 0 ? ['--seed', String(Number.parseInt(stdout.slice(0, 7), 16))] : []
}

/** @type {readonly Check[]} */
const CHECKS = [
  { name: 'types', args: () => [localBin('@typescript/native', 'tsc'), '--noEmit'] },
  {
    name: 'types-pure', // the pure folders, without the DOM
    args: () => [localBin('@typescript/native', 'tsc'), '--noEmit', '-p', 'tsconfig.engine.json'],
  },
  {
    name: 'types-worker', // the service worker, which has other globals than the page
    args: () => [localBin('@typescript/native', 'tsc'), '--noEmit', '-p', 'tsconfig.worker.json'],
  },
  { name: 'lint', args: () => [localBin('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'imports', args: () => [script('check-imports.mjs')] },
  { name: 'unused', args: () => [localBin('knip', 'knip'), '--no-progress'] },
  {
    name: 'units', // and properties, and recorded cases
    args: () => [
      localBin('vitest', 'vitest'),
      ...[
        'run',
        '--configLoader=runner',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile('units')}`,
      ],
    ],
    report: ({ numPassedTests, numFailedTests, numPendingTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests,
    }),
    failedTests: failedInVitest,
  },
  { name: 'build', args: () => viteBuild() },
  {
    name: 'build-cli',
    args: () => viteBuild('--config', 'vite.cli.config.ts'),
  },
  {
    name: 'build-library',
    args: () => viteBuild('--config', 'vite.library.config.ts'),
  },
  {
    name: 'build-types',
    args: () => [script('build-types.mjs')],
  },
  {
    name: 'captures', // in tshark, where that is installed
    args: () => [script('check-captures.mjs'), '--report', reportFile('captures')],
    report: (counts) => counts,
  },
  { name: 'size', args: () => [script('check-size.mjs')] },
  {
    name: 'conformance', // random topologies in a real kernel; skipped, and said why, where none can run
    args: () => [script('conformance.mjs'), '--optional', '--report', reportFile('conformance'), ...commitSeed()],
    report: (counts) => counts,
  },
  {
    name: 'e2e',
    prepare: async () => {
      process.env.CHROMIUM_PATH = await ensureChromium(console.log)
    },
    args: () => [localBin('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
    report: ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
    failedTests: failedInPlaywright,
  },
]

/**
 * What a check's run comes to. One with a report counts its tests, and a failure of its own (a file that does not
 * load, no test at all) as one more; any other counts as one.
 * @param {Check} check
 * @param {number} status
 * @returns {Counts}
 */
function countsOf({ name, report }, status) {
  const alone = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
  if (!report) return alone
  if (!existsSync(reportFile(name))) return { passed: 0, failed: 1, skipped: 0 }
  const counts = report(JSON.parse(readFileSync(reportFile(name), 'utf8')))
  const silent = counts.failed === 0 && (status !== 0 || counts.passed + counts.skipped === 0)
  return silent ? { ...counts, failed: 1 } : counts
}

/** @param {Check} check @returns {Promise<number>} its exit status */
function run({ name, args }) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile(name) }
  // A tool that finds both settings complains about it.
  if (env.NO_COLOR !== undefined) delete env.FORCE_COLOR
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args(), { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', () => resolve(1))
    child.on('close', (status) => resolve(status ?? 1))
  })
}

/** @param {Check} check @returns {Promise<Counts>} */
async function perform(check) {
  console.log(`\n── ${check.name} ──`)
  const startMs = Date.now()
  const status = await Promise.resolve(check.prepare?.())
    .then(() => run(check))
    .catch((error) => {
      console.error(error instanceof Error ? error.message : error)
      return 1
    })
  const counts = countsOf(check, status)
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1)
  console.log(`${check.name}: ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  return counts
}

async function main() {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name))
  if (unknown.length > 0) {
    throw new Error(`no check named ${unknown.join(', ')}; there are: ${CHECKS.map(({ name }) => name).join(', ')}`)
  }
  /** @type {{ name: string, counts: Counts }[]} */
  const results = []
  for (const check of CHECKS) {
    if (wanted.length > 0 && !wanted.includes(check.name)) continue
    results.push({ name: check.name, counts: await perform(check) })
  }
  for (const { name, failedTests } of CHECKS) {
    if (!failedTests || !existsSync(reportFile(name))) continue
    for (const line of failedTests(JSON.parse(readFileSync(reportFile(name), 'utf8')))) console.log(`failed: ${line}`)
  }
  console.log('')
  for (const { name, counts } of results) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
    console.log(`${name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed${skipped}`)
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, { counts }) => total + counts[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

await main()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  })
  .finally(() => rmSync(reports, { recursive: true, force: true }))
