import type { Builtin, Machine, Streams } from '../machine'
import { now } from '../now'

/** A builtin that runs nothing and waits for nothing: most of them. */
export const plain =
  (run: (machine: Machine, words: readonly string[], streams: Streams) => number): Builtin =>
  (machine, words, streams) =>
    now(run(machine, words, streams))

export const viewOf = ({ world, host, directory }: Machine) => ({ session: world.session, host, directory })

export const NAME = /^[A-Za-z_]\w*$/
