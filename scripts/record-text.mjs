// What the real bash, GNU tools and mawk of this machine print of the lines in fixtures/terminal/text.json.
//   node scripts/record-text.mjs            compares, and says which lines differ
//   node scripts/record-text.mjs --record   writes down what they print now
//   node scripts/record-text.mjs --add FILE adds the lines of FILE first, one command line each (a \n in one is a line end)
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './local-bin.mjs'

const path = join(root, 'fixtures/terminal/text.json')
const before = JSON.parse(readFileSync(path, 'utf8'))
const [mode, added] = process.argv.slice(2)
const extra =
  mode === '--add' && added
    ? readFileSync(added, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []
const lines = [
  ...before.lines,
  ...extra
    .map((line) => line.replaceAll('\\n', '\n'))
    .filter((line) => !before.lines.some((/** @type {{ line: string }} */ known) => known.line === line))
    .map((line) => ({ line, out: '', err: '', exitCode: 0 })),
]

/** @param {string} line */
function run(line) {
  const home = mkdtempSync(join(tmpdir(), 'podpath-text-'))
  const folder = join(home, 'root')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(before.files))
    writeFileSync(join(folder, name), /** @type {string} */ (text))
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '--noprofile', '-O', 'expand_aliases', '-c', line], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 10_000,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      LOGNAME: 'root',
      USER: 'root',
      TERM: 'xterm-256color',
      SHELL: '/bin/bash',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  rmSync(home, { recursive: true })
  // A line is typed, not read from a script; and the lab's home is /root.
  const plain = (/** @type {string} */ text) =>
    text
      .replaceAll(/^bash: (-c: )?(line \d+: )?/gm, 'bash: ')
      .replaceAll(/^bash: `.*'\n/gm, '')
      .replaceAll(folder, '/root')
  return { line, out: plain(stdout), err: plain(stderr), exitCode: status ?? 1 }
}

const now = lines.map(({ line }) => run(line))
if (mode === undefined) {
  const different = now.filter((result, i) => JSON.stringify(result) !== JSON.stringify(lines[i]))
  for (const result of different) console.log(JSON.stringify(result, undefined, 1))
  console.log(`${now.length} lines, ${different.length} different`)
  process.exitCode = different.length > 0 ? 1 : 0
} else {
  writeFileSync(path, `${JSON.stringify({ files: before.files, lines: now }, undefined, 1)}\n`)
  console.log(`${now.length} lines`)
}
