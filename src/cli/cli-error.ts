import type { Issue } from '../engine/issue'
import { sayInEnglish } from '../words/english'
import { formatIssue } from '../words/issues'
import type { Said } from '../words/said'
import type { CliIo } from './cli-io'

/** Bad usage or bad input: what to say on stderr. Thrown to end the command, and met in `main` alone. */
export class CliError extends Error {
  override readonly name = 'CliError'
}

/** Exit status for bad usage or bad input. */
export const BAD_INPUT = 2

/** @throws CliError always */
export function refuse(code: string, params: Said['params'] = {}): never {
  throw new CliError(said(code, params))
}

/** @throws CliError always, with the pointer to the help */
export function refuseUsage(code: string, params: Said['params'] = {}): never {
  throw new CliError(`podpath: ${said('usage', { words: said(code, params) })}`)
}

/** @throws CliError always, a line for each issue */
export function refuseIssues(issues: readonly Issue[]): never {
  throw new CliError(issues.map((issue) => formatIssue(issue, sayInEnglish)).join('\n'))
}

export const said = (code: string, params: Said['params'] = {}): string => sayInEnglish({ key: `cli.${code}`, params })

/** Why node could not do what was asked with a file. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** @throws CliError if the file cannot be read */
export function readBytes(io: CliIo, file: string): Uint8Array {
  try {
    return io.readBytes(file)
  } catch (error) {
    return refuse('unreadable-file', { file, why: reasonOf(error) })
  }
}

/** @throws CliError if the file cannot be read */
export function readText(io: CliIo, file: string): string {
  try {
    return io.readFile(file)
  } catch (error) {
    return refuse('unreadable-file', { file, why: reasonOf(error) })
  }
}

/** @throws CliError if the file cannot be written */
export function writeText(io: CliIo, file: string, text: string): void {
  try {
    io.writeFile(file, text)
  } catch (error) {
    refuse('unwritable-file', { file, why: reasonOf(error) })
  }
}
