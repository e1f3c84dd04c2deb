import { readFileSync } from 'node:fs'
import type { CliIo } from './cli-io'
import { main } from './main'

// For tests: the command line in a world of its own.

/** The reference lab, which every such world has as `lab.yaml`. */
export const LAB = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')

export interface Ran {
  readonly out: string
  readonly err: string
  readonly exitCode: number
  readonly written: Readonly<Record<string, string | Uint8Array>>
}

/** Runs `podpath` in a world with these files and this standard input. */
export async function podpath(
  argv: readonly string[],
  files: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ran> {
  const all: Readonly<Record<string, string>> = { 'lab.yaml': LAB, ...files }
  const written: Record<string, string | Uint8Array> = {}
  let out = ''
  let err = ''
  const io: CliIo = {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    readFile: (path) => {
      const text = all[path]
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
      return text
    },
    readBytes: (path) => new TextEncoder().encode(io.readFile(path)),
    filesBelow: (path) => Object.keys(all).filter((name) => name.startsWith(`${path}/`)),
    writeFile: (path, content) => {
      written[path] = content
    },
    makeFolder: (path) => {
      if (path in all) throw new Error(`EEXIST: file already exists, mkdir '${path}'`)
    },
    isFolder: (path) => path === 'home',
    filesIn: () => ({ 'note.txt': 'hello\n' }),
    async *lines() {
      yield* input.split('\n').slice(0, -1)
    },
  }
  const exitCode = await main(argv, io)
  return { out, err, exitCode, written }
}
