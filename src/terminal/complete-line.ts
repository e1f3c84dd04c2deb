import type { HostName, Session } from './command'
import { COMMANDS } from './commands'
import { completeBuiltin } from './completion/complete-builtin'
import { completeOptions } from './completion/complete-options'
import { type Candidate, type Typing, type TypingView, viewOn } from './completion/completion'
import { innerCommand } from './completion/inner-command'
import { candidatesFrom, stateOn } from './completion/sources'
import { type TypedWords, typedWords } from './completion/typed-words'
import { BUILTINS } from './shell/builtins'

/** Words that would fit at the cursor, and what of the text they take the place of. */
export interface Completions extends Pick<TypedWords, 'word' | 'from' | 'kept' | 'quote'> {
  /** In order, each once. */
  readonly candidates: readonly Candidate[]
  /** The name of a variable: what is special in it stays so. */
  readonly isVariable: boolean
}

/** What Tab offers after `text`, typed on `host`: as bash-completion and kubectl's completion have it. */
export function completions(session: Session, host: HostName, text: string): Completions {
  const typed = typedWords(text)
  const view = viewOn(session, host, stateOn(session, host).directory)
  const found = offered(typed, view).map((candidate) =>
    typeof candidate === 'string' ? { value: candidate } : candidate,
  )
  const fitting = found.filter(
    ({ value, alias }) => fits(value, typed.word) || (alias && typed.word !== '' && fits(alias, typed.word)),
  )
  const candidates = [...new Map(fitting.map((candidate) => [candidate.value, candidate])).values()]
  const { word, from, kept, quote } = typed
  return { word, from, kept, quote, candidates: candidates.sort(byName), isVariable: typed.place === 'variable' }
}

const fits = (value: string, word: string): boolean => value.startsWith(word)

const nameOf = ({ value, shown = value }: Candidate): string => shown

const byName = (a: Candidate, b: Candidate): number => (nameOf(a) < nameOf(b) ? -1 : 1)

function offered({ words, word, place }: TypedWords, view: TypingView): readonly (string | Candidate)[] {
  switch (place) {
    case 'nothing':
      return []
    case 'file':
      return candidatesFrom('files', word, view)
    case 'variable':
      return variables(word, view)
    case 'word':
      return argument(withoutAlias(words, view), word, view)
  }
}

function variables(word: string, { session, host }: TypingView): readonly string[] {
  const isBraced = word.startsWith('${')
  const names = [...Object.keys(stateOn(session, host).variables), 'HOSTNAME', 'PWD']
  return names.map((name) => (isBraced ? `\${${name}}` : `$${name}`))
}

/** An alias stands for its words, as `complete -F __start_kubectl k` has it for the usual one. */
function withoutAlias(words: readonly string[], { session, host }: TypingView): readonly string[] {
  const [first = '', ...rest] = words
  const { aliases } = stateOn(session, host)
  const alias = Object.hasOwn(aliases, first) ? aliases[first] : undefined
  return alias === undefined ? words : [...alias.trim().split(/\s+/), ...rest]
}

function argument(words: readonly string[], word: string, view: TypingView): readonly (string | Candidate)[] {
  const [name, ...rest] = words
  const from: Typing['from'] = (source, value = word) => candidatesFrom(source, value, view)
  if (name === undefined) return from(word.includes('/') ? 'files' : 'commands')
  const typing: Typing = { words: rest, word, view, from }
  const inner = innerCommand(words, view)
  if (inner && !(inner.words.length === 0 && word.startsWith('-'))) return argument(inner.words, word, inner.view)
  const program = COMMANDS.get(name)
  if (!program) return BUILTINS.has(name) ? completeBuiltin(name, typing) : from('files')
  const { completes = {} } = program
  return typeof completes === 'function' ? completes(typing) : completeOptions(completes, typing)
}
