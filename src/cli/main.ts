import { version } from '../../package.json'
import { check } from './check'
import { BAD_INPUT, CliError, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { diff } from './diff'
import { doctor } from './doctor'
import { exec } from './exec'
import { exportLab } from './export'
import { drift, importLab } from './import'
import { matrix } from './matrix'
import { open } from './open'
import { ping } from './ping'
import { replay } from './replay'
import { printSchema } from './schema'
import { shell } from './shell'
import { whatif } from './whatif'

export { processIo } from './process-io'

type Subcommand = (argv: readonly string[], io: CliIo) => number | Promise<number>

const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['drift', drift],
  ['check', check],
  ['diff', diff],
  ['doctor', doctor],
  ['exec', exec],
  ['export', exportLab],
  ['import', importLab],
  ['matrix', matrix],
  ['open', open],
  ['ping', ping],
  ['replay', replay],
  ['schema', printSchema],
  ['shell', shell],
  ['whatif', whatif],
])

/** Runs `podpath` with these arguments. Returns the exit status: 0, 1 if a check does not hold, 2 for bad input. */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    return await run(argv, io)
  } catch (error) {
    if (error instanceof CliError) io.stderr(`${error.message}\n`)
    else if (isArgumentError(error)) io.stderr(`podpath: ${said('usage', { words: firstSentence(error.message) })}\n`)
    else throw error
    return BAD_INPUT
  }
}

function run([name, ...rest]: readonly string[], io: CliIo): number | Promise<number> {
  const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h'
  // Behind a host's name stands that host's own command: `podpath exec LAB HOST ip --help`.
  const asked = isHelp(rest[0]) || (name !== 'exec' && rest.includes('--help'))
  if (isHelp(name) || name === 'help' || (name !== undefined && SUBCOMMANDS.has(name) && asked)) {
    io.stdout(said('help'))
    return 0
  }
  if (name === '--version' || name === '-V') {
    io.stdout(`${version}\n`)
    return 0
  }
  if (name === undefined) return refuseUsage('missing-command')
  const subcommand = SUBCOMMANDS.get(name)
  return subcommand ? subcommand(rest, io) : refuseUsage('unknown-command', { command: name })
}

/** Node goes on with advice of its own. */
const firstSentence = (text: string): string => `${text.split(/\.\s|\.?$|\n/, 1)[0]}.`

/** What `parseArgs` throws for an option that is not there, or without its value. */
const isArgumentError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
