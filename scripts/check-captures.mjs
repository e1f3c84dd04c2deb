// Every capture that the recorded labs give, by the command line and by the captures panel, opens in tshark, all of it, with no malformed packet, no wrong checksum and
// no other error of Wireshark's experts.
//   node scripts/check-captures.mjs [--report FILE]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { root } from './local-bin.mjs'
import { recordedCaptures } from './recorded-captures.mjs'

const FAULTS = '_ws.malformed || _ws.expert.severity >= error'
const CHECKSUMS = ['ip', 'udp', 'tcp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`])

/** pcapng: type and length of each block, the lab's files being little-endian. @param {Uint8Array} bytes */
function frameCount(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = 0; at < bytes.length; at += view.getUint32(at + 4, true)) if (view.getUint32(at, true) === 6) count++
  return count
}

/** @param {string} file @param {string[]} words */
function tshark(file, words) {
  const fields = ['-T', 'fields', '-e', 'frame.number', '-e', '_ws.expert.message']
  const { status, stdout, stderr } = spawnSync('tshark', ['-r', file, ...CHECKSUMS, ...fields, ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { lines, complaint: status === 0 ? '' : stderr.trim() || `exit ${status}` }
}

/** What is wrong with one lab's captures. A pcapng file may have many sections, so tshark is asked once for all hosts. */
function faultsOf(/** @type {string} */ file, /** @type {Uint8Array[]} */ captures) {
  writeFileSync(file, Buffer.concat(captures))
  const read = tshark(file, [])
  const faulty = tshark(file, ['-Y', FAULTS])
  const written = captures.reduce((sum, bytes) => sum + frameCount(bytes), 0)
  const unread = read.lines.length === written ? [] : [`tshark reads ${read.lines.length} of ${written} frames`]
  return [read.complaint, ...unread, ...faulty.lines].filter((text) => text !== '')
}

/** What the captures panel saves of a lab. */
async function panelCaptures() {
  const path = join(root, 'src/cases/panel-capture.ts')
  const { module } = await runnerImport(path, { root, configFile: false, logLevel: 'error' })
  return /** @type {(name: string) => Uint8Array} */ (module.panelCapture)
}

async function main() {
  const { values } = parseArgs({ options: { report: { type: 'string' } } })
  const counts = { passed: 0, failed: 0, skipped: 0 }
  if (spawnSync('tshark', ['--version']).status !== 0) {
    console.log('tshark is not here, so no capture was opened in it. On Debian: apt-get install tshark')
    counts.skipped++
  } else {
    const folder = mkdtempSync(join(tmpdir(), 'podpath-captures-'))
    try {
      const panelCapture = await panelCaptures()
      for (const { name, files } of await recordedCaptures()) {
        const captures = [...files.map(({ bytes }) => bytes), panelCapture(name)]
        const faults = faultsOf(join(folder, `${name}.pcapng`), captures)
        if (faults.length > 0) console.error(`${name}:\n  ${faults.slice(0, 3).join('\n  ')}`)
        counts[faults.length === 0 ? 'passed' : 'failed']++
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    console.log(`captures of ${counts.passed} labs open in tshark without a fault`)
  }
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts))
  process.exitCode = counts.failed === 0 ? 0 : 1
}

await main()
