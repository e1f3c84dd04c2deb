import { FRESH_MEMORY } from '../../engine/trace/memory'
import { type Command, WORKSTATION } from '../command'
import { statusOf } from '../shell/signals'

const says =
  (text: (context: Parameters<Command>[1]) => string): Command =>
  (_, context) => {
    context.output.out(text(context))
    return { exitCode: 0 }
  }

export const clearCommand = says(() => '\x1b[H\x1b[2J\x1b[3J')
export const hostnameCommand = says(
  ({ host }) => `${host === WORKSTATION ? 'workstation' : host.replace(/^.*\//, '')}\n`,
)
export const pwdCommand = says(({ directory }) => `${directory}\n`)
export const whoamiCommand = says(() => 'root\n')

/** The lab's own clock goes on by that much: nobody waits. */
export const sleepCommand: Command = (words, { session, output, deadline }) => {
  const wrong = words.find((word) => !/^\d*\.?\d+[smh]?$/.test(word))
  if (words.length === 0 || wrong !== undefined) {
    const text = wrong === undefined ? 'missing operand' : `invalid time interval ‘${wrong}’`
    output.err(`sleep: ${text}\nTry 'sleep --help' for more information.\n`)
    return { exitCode: 1 }
  }
  const seconds = words.reduce(
    (sum, word) => sum + Number.parseFloat(word) * (word.endsWith('m') ? 60 : word.endsWith('h') ? 3600 : 1),
    0,
  )
  const memory = session.memory ?? FRESH_MEMORY
  const until = memory.nowUs + seconds * 1_000_000
  const isCut = deadline !== undefined && deadline.atUs < until
  return {
    exitCode: isCut ? statusOf(deadline.signal) : 0,
    session: { ...session, memory: { ...memory, nowUs: isCut ? deadline.atUs : until } },
  }
}
