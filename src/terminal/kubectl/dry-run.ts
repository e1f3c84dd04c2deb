import { fail, ok, type Result } from '../../engine/result'
import type { Flag, ParsedFlags } from './flags'

/** What a verb would do is said, and not done: by kubectl itself, or by the server that looks at it first. */
export type DryRun = 'none' | 'client' | 'server'

/** Without `=` it has no value: the next word is not one. */
export const DRY_RUN: Flag = { name: 'dry-run', mayTakeValue: true }

const MUST = 'Must be "none", "server", or "client".'

/** Source: k8s.io/kubectl/pkg/cmd/util `GetDryRunStrategy`. */
export function readDryRun(flags: ParsedFlags): Result<DryRun, string> {
  const value = flags.value(DRY_RUN.name)
  switch (value) {
    case undefined:
    case 'none':
    case 'false':
      return ok('none')
    case 'client':
    case 'server':
      return ok(value)
    case 'true':
      return fail('--dry-run flag without a value was specified. A value must be set: "none", "server", or "client".')
    default:
      return fail(`Invalid dry-run value (${value}). ${MUST}`)
  }
}

/** What stands behind what was done. */
export const dryRunMark = (dryRun: DryRun): string =>
  dryRun === 'none' ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)'
