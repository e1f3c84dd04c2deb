import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './local-bin.mjs'

const CASES = join(root, 'fixtures', 'cases')

/**
 * What `podpath ping --pairs … --capture` writes for the pings of every recorded lab.
 * @returns {Promise<{ name: string, files: { name: string, bytes: Uint8Array }[] }[]>}
 */
export async function recordedCaptures() {
  const podpath = join(root, 'dist', 'cli', 'podpath.js')
  if (!existsSync(podpath)) throw new Error('There is no built command line; `npm test -- build-cli` makes one.')
  const { main } = await import(pathToFileURL(podpath).href)
  const names = readdirSync(CASES, { withFileTypes: true })
  const captures = []
  for (const { name } of names.filter((entry) => entry.isDirectory())) captures.push(await captureCase(main, name))
  return captures
}

/**
 * @param {(argv: string[], io: import('../src/cli/cli-io').CliIo) => Promise<number>} main
 * @param {string} name
 */
async function captureCase(main, name) {
  const folder = join(CASES, name)
  const { pings } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  const pairs = pings.map((/** @type {Record<string, string>} */ { from, to, args }) => [from, to, args])
  /** @type {{ name: string, bytes: Uint8Array }[]} */
  const files = []
  let complaint = ''
  const status = await main(['ping', join(folder, 'lab.yaml'), '--pairs', 'pairs', '--json', '--capture', name], {
    stdout: () => {},
    stderr: (text) => {
      complaint += text
    },
    readFile: (path) => (path === 'pairs' ? JSON.stringify(pairs) : readFileSync(path, 'utf8')),
    readBytes: (path) => readFileSync(path),
    writeFile: (path, content) => {
      if (typeof content !== 'string') files.push({ name: basename(path), bytes: content })
    },
    makeFolder: () => {},
    isFolder: () => true,
    filesIn: () => ({}),
    filesBelow: () => [],
    async *lines() {},
  })
  if (status !== 0) throw new Error(`${name}: ${complaint}`)
  return { name, files }
}
