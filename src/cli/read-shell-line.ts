import { fail, ok, type Result } from '../engine/result'
import { said } from './cli-error'
import { readJson } from './read-json'

/** A line of a session. */
export interface ShellLine {
  readonly host: string
  readonly command: string
  /** A command that runs during this one, as a ping under a tcpdump. */
  readonly beside?: { readonly host: string; readonly command: string }
}

/** `HOST COMMAND…`, or with `jsonl` an object; else what is wrong with it. */
export function readShellLine(text: string, number: number, jsonl: boolean): Result<ShellLine, string> {
  if (jsonl) return readJsonLine(text, number)
  const [, host = '', command = ''] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(text) ?? []
  if (host === '') return fail(said('bad-shell-line', { place: `stdin:${number}:1` }))
  return ok({ host, command })
}

function readJsonLine(text: string, number: number): Result<ShellLine, string> {
  const json = readJson(text)
  if (!json.ok) {
    return fail(said('not-json', { place: `stdin:${number}:${json.error.column}`, why: json.error.why }))
  }
  const line = placedCommand(json.value)
  const { while: other } = (json.value ?? {}) as { readonly while?: unknown }
  const beside = placedCommand(other)
  if (!line || (other !== undefined && !beside)) return fail(said('bad-jsonl-line', { place: `stdin:${number}:1` }))
  return ok({ ...line, ...(beside && { beside }) })
}

function placedCommand(value: unknown): { readonly host: string; readonly command: string } | undefined {
  if (typeof value !== 'object' || value === null || !('host' in value) || !('command' in value)) return undefined
  const { host, command } = value
  return typeof host === 'string' && typeof command === 'string' ? { host, command } : undefined
}
