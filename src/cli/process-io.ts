import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { stderr, stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import type { CliIo } from './cli-io'

/** The world as this process has it. `-` is standard input. */
export const processIo: CliIo = {
  stdout: (text) => void stdout.write(text),
  stderr: (text) => void stderr.write(text),
  readFile: (path) => readFileSync(path === '-' ? stdin.fd : path, 'utf8'),
  writeFile: (path, text) => writeFileSync(path, text),
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  lines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
}
