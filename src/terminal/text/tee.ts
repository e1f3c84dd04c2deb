import type { Command } from '../command'
import { readText, writeFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

export const TEE_OPTIONS: OptionSpec = {
  program: 'tee',
  letters: 'aip',
  long: { append: 'a', 'ignore-interrupts': 'i' },
  notModelled: ['output-error'],
}

/** GNU tee. */
export const teeCommand: Command = (words, context) => {
  const given = gnuOptions(TEE_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  const { output } = context
  const text = context.stdin ?? ''
  output.out(text)
  let { session } = context
  let exitCode = 0
  for (const file of operands) {
    const view = { session, host: context.host, directory: context.directory }
    const before = has('a') ? readText(view, file) : undefined
    const written = writeFile(view, file, (before?.ok ? before.value : '') + text)
    if (written.ok) session = written.value
    else {
      output.err(`tee: ${file}: ${written.error}\n`)
      exitCode = 1
    }
  }
  return { exitCode, session }
}
