// Capture filters beside the installed tcpdump's: expressions of a list and random ones, on random frames of every link
// type the lab has. What passes, and what is refused in which words, has to be the same.
//   node scripts/compare-filters.mjs [--seed N] [--random N] [--record]
// --record writes what tcpdump said about the list to fixtures/terminal/filters.json, for `npm test`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { runnerImport } from 'vite'
import { root } from './local-bin.mjs'
import { expression, frameSets } from './random-filters.mjs'

const FIXTURES = join(root, 'fixtures', 'terminal')

/** @typedef {'ethernet' | 'raw' | 'cooked' | 'cooked-v1'} Link */
const LINK_TYPES = /** @type {const} */ ({ ethernet: 1, raw: 101, cooked: 276, 'cooked-v1': 113 })
const LINKS = /** @type {Link[]} */ (Object.keys(LINK_TYPES))

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module

/** What tcpdump answers: the frames that pass as a row of 0 and 1, or its complaint. @param {string} file */
function askTcpdump(file, /** @type {string} */ filter, /** @type {number} */ count) {
  const { stdout, stderr } = spawnSync('tcpdump', ['-r', file, '-w', '-', '--', filter], { maxBuffer: 2 ** 26 })
  const complaint = stderr
    .toString()
    .split('\n')
    .find((line) => line.startsWith('tcpdump: '))
  if (complaint !== undefined) return complaint
  const passed = new Set()
  for (let at = 24; at + 16 <= stdout.length; at += 16 + stdout.readUInt32LE(at + 8))
    passed.add(stdout.readUInt32LE(at))
  return Array.from({ length: count }, (_, index) => (passed.has(index) ? '1' : '0')).join('')
}

/**
 * libpcap's optimizer sees of some filters that nothing can pass, and of others not: where one of the two refuses such a
 * filter and the other lets nothing pass, they agree.
 * @param {string} one @param {string} other
 */
function agreeOnNothing(one, other) {
  const isNothing = (/** @type {string} */ answer) => /^0+$|expression rejects all packets$/.test(answer)
  return isNothing(one) && isNothing(other)
}

async function main() {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, random: { type: 'string' }, record: { type: 'boolean' } },
  })
  const seed = Number(values.seed ?? Math.trunc(Math.random() * 2 ** 31))
  const { writePcap } = await load('src/engine/wire/pcap.ts')
  const { askFilter } = await load('src/terminal/tcpdump/filter/ask-filter.ts')
  const folder = mkdtempSync(join(tmpdir(), 'podpath-filters-'))
  const sets = /** @type {Record<Link, { bytes: Uint8Array, originalBytes: number }[]>} */ (
    frameSets(values.record ? 1 : seed)
  )
  for (const link of LINKS) {
    const frames = sets[link].map(
      (/** @type {{ bytes: Uint8Array, originalBytes: number }} */ frame, /** @type {number} */ index) => ({
        ...frame,
        timeNs: BigInt(index) * 1_000_000_000n,
      }),
    )
    writeFileSync(join(folder, link), writePcap(LINK_TYPES[link], frames))
  }
  const list = readFileSync(join(FIXTURES, 'filters.txt'), 'utf8').split('\n').slice(0, -1)
  const random = fc.sample(expression, { numRuns: Number(values.random ?? 300), seed })
  const recorded = []
  let different = 0
  for (const filter of values.record ? list : [...list, ...random]) {
    /** @type {Record<string, string>} */
    const answers = {}
    for (const link of LINKS) {
      const expected = askTcpdump(join(folder, link), filter, sets[link].length)
      const got = askFilter(filter, link, sets[link])
      answers[link] = expected
      if (expected === got || got === 'not modelled' || (!values.record && agreeOnNothing(expected, got))) continue
      different++
      if (different <= 20) console.log(`${link}: ${filter}\n  tcpdump  ${expected}\n  podpath  ${got}`)
    }
    recorded.push({ filter, ...answers })
  }
  rmSync(folder, { recursive: true, force: true })
  if (values.record) {
    const hex = (/** @type {{ bytes: Uint8Array }} */ { bytes }) => Buffer.from(bytes).toString('hex')
    const frames = Object.fromEntries(LINKS.map((link) => [link, sets[link].map(hex)]))
    const lines = recorded.map((one) => `    ${JSON.stringify(one)}`).join(',\n')
    const text = `{\n  "frames": ${JSON.stringify(frames, null, 4).replace(/\n/g, '\n  ')},\n  "answers": [\n${lines}\n  ]\n}\n`
    writeFileSync(join(FIXTURES, 'filters.json'), text)
  }
  const asked = values.record ? list.length : list.length + random.length
  console.log(`seed ${seed}: ${asked} filters on ${LINKS.length} link types, ${different} different answers`)
  process.exitCode = different === 0 ? 0 : 1
}

await main()
