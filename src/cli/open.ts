import { parseArgs } from 'node:util'
import { shareFragment } from '../io/share-link'
import { BAD_INPUT, reasonOf, refuse, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'

/**
 * `podpath open [LAB] [--port N] [--no-open] [--break SEED]`: the app, on this machine only, with that lab, sound or not.
 * @throws CliError for bad usage or input
 */
export async function open(argv: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      break: { type: 'string' },
    },
  })
  const [file, ...others] = positionals
  if (others.length > 0) return refuseUsage('too-many-words', { command: 'open', words: others.join(' ') })
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) return refuseUsage('bad-port', { port: values.port })
  const seed = values.break
  if (seed !== undefined && !/^\d{1,10}$/.test(seed)) return refuseUsage('bad-seed', { seed })
  const seeded = seed === undefined ? {} : { seed: Number(seed) }
  const fragment = file === undefined ? '' : shareFragment({ lab: loadLab(io, file).source, ...seeded })
  if (!io.openApp) return refuse('no-app')
  try {
    await io.openApp(fragment, {
      quietly: values['no-open'],
      ...(values.port !== undefined && { port: Number(values.port) }),
    })
    return 0
  } catch (error) {
    io.stderr(`${said('cannot-serve', { why: reasonOf(error) })}\n`)
    return BAD_INPUT
  }
}
