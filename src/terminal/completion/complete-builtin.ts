import type { Candidate, Source, Typing } from './completion'
import { files, stateOn } from './sources'

const SOURCES: Readonly<Record<string, Source>> = {
  ':': 'nothing',
  alias: 'nothing',
  bash: 'files',
  break: 'nothing',
  command: 'commands',
  continue: 'nothing',
  eval: 'commands',
  exit: 'nothing',
  help: 'commands',
  history: 'nothing',
  logout: 'nothing',
  read: 'nothing',
  set: 'nothing',
  shift: 'nothing',
  ssh: 'hosts',
  type: 'commands',
  which: 'commands',
}

/** The arguments of what the shell does itself. */
export function completeBuiltin(name: string, { word, view, from }: Typing): readonly (string | Candidate)[] {
  const { session, host } = view
  switch (name) {
    case 'cd':
      return files(word, view, true)
    case 'export':
    case 'unset':
      return Object.keys(stateOn(session, host).variables)
    case 'unalias':
      return Object.keys(stateOn(session, host).aliases)
    default:
      return from(SOURCES[name] ?? 'files')
  }
}
