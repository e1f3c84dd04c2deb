import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { CliIo } from './cli-io'

/** Read by its number: `process.stdin`, once touched, no longer waits for what a slow writer has yet to say. */
const STDIN = 0

/** The world as this process has it; the app stands beside the command line, and bin/podpath.mjs adds it. `-` is standard input. */
export const processIo: CliIo = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  readFile: (path) => readFileSync(path === '-' ? STDIN : path, 'utf8'),
  readBytes: (path) => readFileSync(path === '-' ? STDIN : path),
  writeFile: (path, content) => writeFileSync(path, content),
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  filesIn: (path) =>
    Object.fromEntries(
      readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => [name, readFileSync(`${path}/${name}`, 'utf8')]),
    ),
  filesBelow: (path) =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && !/(^|[\\/])(\.[^\\/.]|node_modules)/.test(entry.parentPath.slice(path.length)),
      )
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort(),
  lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
}
