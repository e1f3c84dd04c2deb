import { fail, ok, type Result } from '../engine/result'
import { said } from './cli-error'
import { readJson } from './read-json'

/** A line of a session. */
export interface ShellLine {
  readonly host: string
  readonly command: string
  /** It asks for a command that runs during this one. */
  readonly hasWhile: boolean
}

/** `HOST COMMAND…`, or with `jsonl` an object; else what is wrong with it. */
export function readShellLine(text: string, number: number, jsonl: boolean): Result<ShellLine, string> {
  if (jsonl) return readJsonLine(text, number)
  const [, host = '', command = ''] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(text) ?? []
  if (host === '') return fail(said('bad-shell-line', { place: `stdin:${number}:1` }))
  return ok({ host, command, hasWhile: false })
}

function readJsonLine(text: string, number: number): Result<ShellLine, string> {
  const json = readJson(text)
  if (!json.ok) {
    return fail(said('not-json', { place: `stdin:${number}:${json.error.column}`, why: json.error.why }))
  }
  const { value } = json
  const isLine = typeof value === 'object' && value !== null && 'host' in value && 'command' in value
  if (!isLine || typeof value.host !== 'string' || typeof value.command !== 'string') {
    return fail(said('bad-jsonl-line', { place: `stdin:${number}:1` }))
  }
  return ok({ host: value.host, command: value.command, hasWhile: 'while' in value && value.while !== undefined })
}
