// What the lab's tcpdump prints beside the installed one: frames of every recorded lab, by every flag that prints them
// differently, and bad flags in the words of the real one.
//   node scripts/compare-tcpdump.mjs [--labs N]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { root } from './local-bin.mjs'

const FLAGS = ['', '-e', '-v', '-ev', '-vv', '-vvv', '-q', '-qe', '-qv', '-x', '-xx', '-X', '-XX', '-A', '-AA', '-#']
const MORE_FLAGS = ['-t', '-tt', '-ttt', '-tttt', '-ttttt', '-c 3', '--count', '-e -X -c 2', '--number -tt', '-l -U -K']
const BAD = [
  '-s -5',
  '-s 300000',
  '-s x',
  '-B x',
  '-Q foo',
  '-c 0',
  '-c x',
  '--foo',
  '-c',
  ...['--n', '--t', '--l', '--interface', '--count=3', '--snap=-1', '--dir', '--direction=x'],
  '-h',
  '--help',
  '--version',
]
const MOST_FRAMES = 400

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module

/** @param {string} folder @param {string} words */
function askTcpdump(folder, words) {
  const split = words.split(' ').filter((word) => word !== '')
  const { stdout, stderr } = spawnSync('tcpdump', split, {
    cwd: folder,
    env: { ...process.env, TZ: 'UTC' },
    maxBuffer: 2 ** 28,
  })
  return { stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') }
}

/** The file cut off at many places, and with lengths that cannot be. @param {Uint8Array} bytes */
function damaged(bytes) {
  const ends = [0, 1, 3, 4, 8, 20, 23, 24, 30, 39, 40, 60, 100, bytes.length - 1, bytes.length - 5, bytes.length]
  const large = Uint8Array.from(bytes)
  large.set([255, 255, 255, 127], 32)
  return [...ends.map((end) => bytes.slice(0, end)), large, Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...bytes])]
}

/** The device of an index is another on every machine. @param {{ stdout: string, stderr: string }} printed */
const withoutDevices = ({ stdout, stderr }) => ({
  stdout: stdout.replaceAll(/\S+ +(In |Out|\? {2}) (?=IP|ifindex)/g, '? $1 '),
  stderr,
})

/** @param {string} a @param {string} b */
function firstDifference(a, b) {
  const [one, other] = [a.split('\n'), b.split('\n')]
  const at = one.findIndex((line, index) => line !== other[index])
  return `line ${at + 1}\n  tcpdump  ${one[at]}\n  podpath  ${other[at]}`
}

async function main() {
  const { values } = parseArgs({ options: { labs: { type: 'string' } } })
  const { framesByLink, askLab, panelFile } = await load('src/cases/tcpdump-files.ts')
  const folder = mkdtempSync(join(tmpdir(), 'podpath-tcpdump-'))
  const cases = readdirSync(join(root, 'fixtures/cases'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const names = cases.map(({ name }) => name).slice(0, Number(values.labs ?? Number.POSITIVE_INFINITY))
  let asked = 0
  let different = 0
  /** @param {string} name @param {string} words @param {string} file @param {Uint8Array} bytes */
  const compare = (name, words, file, bytes) => {
    const real = withoutDevices(askTcpdump(folder, words))
    const ours = withoutDevices(askLab(name, words, file, bytes))
    asked++
    if (real.stdout === ours.stdout && real.stderr === ours.stderr) return
    different++
    if (different > 15) return
    const what =
      real.stdout === ours.stdout
        ? firstDifference(real.stderr, ours.stderr)
        : firstDifference(real.stdout, ours.stdout)
    console.log(`${file}: tcpdump ${words}: ${what}`)
  }
  for (const name of names) {
    for (const { link, bytes } of framesByLink(name, MOST_FRAMES)) {
      const file = `${name}-${link}.pcap`
      writeFileSync(join(folder, file), bytes)
      for (const flags of FLAGS) compare(name, `-nn -r ${file} ${flags}`, file, bytes)
      if (name === names[0]) for (const flags of MORE_FLAGS) compare(name, `-nn -r ${file} ${flags}`, file, bytes)
    }
  }
  const [whole] = framesByLink(names[0] ?? '', 3)
  for (const [kind, bytes] of Object.entries({ pcap: whole.bytes, pcapng: panelFile(whole.bytes) })) {
    for (const file of damaged(bytes)) {
      writeFileSync(join(folder, `broken.${kind}`), file)
      compare(names[0] ?? '', `-nn -t -r broken.${kind}`, `broken.${kind}`, file)
    }
  }
  for (const flags of BAD) compare(names[0] ?? '', flags, 'none', new Uint8Array())
  rmSync(folder, { recursive: true, force: true })
  console.log(`${asked} runs of tcpdump, ${different} different`)
  process.exitCode = different === 0 ? 0 : 1
}

await main()
