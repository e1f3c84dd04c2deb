// A real Chromium for the end-to-end tests and page benchmarks: found on the machine, or installed.
// As a command (`node scripts/find-chromium.mjs`) it installs one if it must and prints its path.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { administrator, has, installPackages, runCommand } from './install-packages.mjs'
import { localBin, root } from './local-bin.mjs'

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'chrome', 'microsoft-edge']

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  '/snap/bin/chromium', // last: a snap may not see the folders that a test uses
]

/** Where the npm package that carries a Chromium is unpacked; below node_modules, so `npm ci` sweeps it. */
const PACKAGED_HOME = join(root, 'node_modules', '.cache', 'chromium')
const PACKAGED_VERSION = '@sparticuz/chromium@147.0.0' // last line that runs on Node 20
const PACKAGED_NOTE = join(PACKAGED_HOME, 'executable-path')

/**
 * The path of a Chromium that answers, or undefined. Installs nothing.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (answers(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, which is no Chromium that runs here`)
  }
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const candidates = [...inPath.filter((path) => !path.startsWith('/snap/')), ...USUAL_PLACES]
  return candidates.find(answers) ?? (await playwrightsOwn()) ?? packaged()
}

/**
 * The path of a Chromium, installed first if there is none.
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function ensureChromium(say) {
  const found = await findChromium()
  if (found) return found
  say('No Chromium or Chrome on this machine: installing one.')
  for (const attempt of ATTEMPTS) {
    const obstacle = attempt.obstacle()
    if (obstacle) {
      say(`- ${attempt.name}: not tried, ${obstacle}`)
      continue
    }
    say(`- ${attempt.name} …`)
    const problem = attempt.run()
    const path = await findChromium()
    if (path) return path
    say(`  did not work: ${problem ?? 'no Chromium to be found afterwards'}`)
  }
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Google Chrome by hand, ' +
      'or name one in the environment: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

/**
 * A file that says which Chromium it is. Ubuntu's `chromium-browser` may be a stub that only asks for the snap.
 * @param {string} path
 */
function answers(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true // `--version` would open a window there
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /\b(Chrom(e|ium)|Edge)\b.* \d+\./.test(stdout)
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && answers(path) ? path : undefined
}

function packaged() {
  if (!existsSync(PACKAGED_NOTE)) return undefined
  const path = readFileSync(PACKAGED_NOTE, 'utf8').trim()
  return answers(path) ? path : undefined
}

/**
 * The ways to a Chromium, best first. `run` returns what went wrong, if anything did.
 * @type {readonly { name: string, obstacle: () => string | undefined, run: () => string | undefined }[]}
 */
const ATTEMPTS = [
  {
    name: "the distribution's package (apt-get install chromium fonts-noto-cjk)",
    obstacle: () => {
      if (!has('apt-get')) return 'there is no apt-get here'
      if (isUbuntu()) return "Ubuntu's chromium package only points to a snap"
      return administrator() ? undefined : 'it needs root or sudo without a password'
    },
    run: () => installPackages(['chromium', 'fonts-noto-cjk']),
  },
  {
    name: "Playwright's download, with the libraries it needs (playwright install --with-deps chromium)",
    obstacle: () =>
      administrator() && has('apt-get') ? undefined : 'it needs apt-get, and root or sudo without a password',
    run: () =>
      runCommand([process.execPath, localBin('@playwright/test', 'playwright'), 'install', '--with-deps', 'chromium']),
  },
  {
    name: "Playwright's download (playwright install chromium)",
    obstacle: () => undefined,
    run: () => runCommand([process.execPath, localBin('@playwright/test', 'playwright'), 'install', 'chromium']),
  },
  {
    name: `the Chromium in an npm package (${PACKAGED_VERSION})`,
    obstacle: () =>
      process.platform === 'linux' && process.arch === 'x64' ? undefined : 'it is for Linux on x64 only',
    run: installPackaged,
  },
]

function installPackaged() {
  mkdirSync(PACKAGED_HOME, { recursive: true })
  writeFileSync(join(PACKAGED_HOME, 'package.json'), '{ "private": true, "type": "module" }\n')
  const problem = runCommand([
    'npm',
    'install',
    '--no-save',
    '--loglevel=error',
    '--prefix',
    PACKAGED_HOME,
    PACKAGED_VERSION,
  ])
  if (problem) return problem
  const script = join(PACKAGED_HOME, 'unpack.mjs')
  writeFileSync(
    script,
    `import chromium from '@sparticuz/chromium'\nprocess.stdout.write(await chromium.executablePath())\n`,
  )
  const env = { ...process.env, TMPDIR: PACKAGED_HOME } // where it unpacks to
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: PACKAGED_HOME,
    encoding: 'utf8',
    env,
  })
  if (status !== 0) return stderr.trim().split('\n').at(-1)
  writeFileSync(PACKAGED_NOTE, `${stdout}\n`)
  return undefined
}

function isUbuntu() {
  return existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await ensureChromium(console.error))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
