import type { LineResult, Session } from '../terminal/command'
import { runAsScript, runPipeline } from '../terminal/run-line'
import { BAD_INPUT, refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'
import { hostIn, loadLab } from './load-lab'
import { didRun, printChunks } from './print-chunks'

/**
 * `podpath exec LAB HOST -- COMMAND…`: the exit status says whether the command ran, not what it found.
 * @throws CliError for bad usage or input
 */
export function exec(argv: readonly string[], io: CliIo): number {
  const [lab, host, ...rest] = argv
  const words = rest[0] === '--' ? rest.slice(1) : rest
  if (lab === undefined || host === undefined || words.length === 0) {
    return refuseUsage('missing-words', { command: 'exec', words: 'LAB HOST -- COMMAND…' })
  }
  const parsed = loadLab(io, lab)
  const result = runWords({ document: parsed.document }, hostIn(parsed, host, lab), words)
  printChunks(io, result.chunks)
  return didRun(result) ? 0 : BAD_INPUT
}

/** One word is a line for the shell, as `ssh` takes it; several are the words as they are, `|` between commands. */
function runWords(session: Session, host: string, words: readonly string[]): LineResult {
  const [line = ''] = words
  if (words.length === 1) return runAsScript(session, host, line)
  const pipeline: string[][] = [[]]
  for (const word of words) {
    if (word === '|') pipeline.push([])
    else pipeline.at(-1)?.push(word)
  }
  return runPipeline(session, host, pipeline)
}
