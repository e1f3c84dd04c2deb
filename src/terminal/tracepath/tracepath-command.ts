import type { Command } from '../command'
import { Conversation, untilOverdue } from '../conversation'
import { parseTracepathOptions } from './tracepath-options'
import { TracepathRun } from './tracepath-run'
import { TRACEPATH_USAGE, TRACEPATH_VERSION } from './tracepath-usage'

/** iputils' tracepath (20221126), IPv4. */
export const tracepathCommand: Command = (words, context) => {
  const { output, session, namespace } = context
  const parsed = parseTracepathOptions(words)
  if (!parsed.ok) {
    const refusal = parsed.error
    if (refusal.kind === 'version') {
      output.out(TRACEPATH_VERSION)
      return { exitCode: 0 }
    }
    output.err(refusal.kind === 'says' ? `tracepath: ${refusal.text}\n` : refusal.complaint + TRACEPATH_USAGE)
    return { exitCode: refusal.kind === 'says' ? refusal.exitCode : 255 }
  }
  const network = new Conversation(context)
  const run = new TracepathRun(parsed.value, network, namespace.name, output.out)
  const ended = untilOverdue(() => run.run(), context.deadline)
  const { memory, sent } = network
  return { exitCode: ended?.exitCode ?? 0, session: { ...session, ...(memory && { memory }) }, sent }
}
