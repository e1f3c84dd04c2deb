import type { HostName, Session } from './command'
import { COMMANDS } from './commands'

export interface Completions {
  /** Where in the text the word begins that is completed. */
  readonly from: number
  readonly candidates: readonly string[]
}

/** What Tab offers after `text`. */
export function completions(_session: Session, _host: HostName, text: string): Completions {
  const from = text.search(/[^\s|;&]*$/)
  const word = text.slice(from)
  return { from, candidates: [...COMMANDS.keys()].filter((name) => name.startsWith(word)).sort() }
}
