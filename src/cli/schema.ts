import { labSchema } from '../io/lab-schema'
import { fieldInEnglish } from '../words/field-text'
import { refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'

/**
 * `podpath schema`: what `schema/lab.schema.json` holds.
 * @throws CliError for bad usage
 */
export function printSchema(argv: readonly string[], io: CliIo): number {
  if (argv.length > 0) return refuseUsage('too-many-words', { command: 'schema', words: argv.join(' ') })
  io.stdout(`${JSON.stringify(labSchema(fieldInEnglish), undefined, 2)}\n`)
  return 0
}
