/** BIRD's commands (`birdc`'s help), as far as they can be told apart by their beginnings; what the lab models first. */
const COMMANDS: readonly (readonly [words: string, help: string, isModelled: boolean])[] = [
  ['show status', 'Show router status', true],
  ['show protocols', 'Show routing protocols', true],
  ['show interfaces', 'Show network interfaces', true],
  ['show route', 'Show routing table', true],
  ['show static', 'Show details of static protocol', true],
  ['show memory', 'Show memory usage', false],
  ['show symbols', 'Show all known symbolic names', false],
  ['show bfd', 'Show information about BFD protocol', true],
  ['show babel', 'Show information about Babel protocol', true],
  ['show ospf', 'Show information about OSPF protocol', true],
  ['show rip', 'Show information about RIP protocol', true],
  ['show roa', 'Show ROA table', true],
  ['configure', 'Reload configuration', false],
  ['restrict', 'Restrict current CLI session to safe commands', false],
  ['disable', 'Disable protocol', false],
  ['enable', 'Enable protocol', false],
  ['restart', 'Restart protocol', false],
  ['reload', 'Reload protocol', false],
  ['debug', 'Control protocol debugging via BIRD logs', false],
  ['mrtdump', 'Control protocol debugging via MRTdump files', false],
  ['dump', 'Dump debugging information', false],
  ['echo', 'Control echoing of log messages', false],
  ['eval', 'Evaluate expression', false],
  ['down', 'Shut the daemon down', false],
  ['exit', 'Exit the client', true],
  ['quit', 'Quit the client', true],
]

/** For Tab: the second words of `show`, and so on. */
export const BIRD_COMMANDS: readonly string[] = COMMANDS.filter(([, , isModelled]) => isModelled).map(
  ([words]) => words,
)

export type ExpandedCommand =
  | { readonly kind: 'known'; readonly words: string; readonly rest: readonly string[]; readonly isModelled: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly lines: readonly string[] }

/** Words may be shortened as long as one command is meant. Source: `cmd_expand` in client/commands.c (BIRD 1.6). */
export function expandBirdCommand(given: readonly string[]): ExpandedCommand {
  const fitting = (parts: readonly string[], isExact: boolean): boolean =>
    parts.every((part, i) => {
      const word = given[i]
      return word !== undefined && (isExact ? word === part : part.startsWith(word))
    })
  const exact = COMMANDS.find(([words]) => fitting(words.split(' '), true))
  const found = exact ? [exact] : COMMANDS.filter(([words]) => fitting(words.split(' '), false))
  const [only] = found
  if (!only) return { kind: 'unknown' }
  if (found.length > 1) {
    const lines = found.map(([words, help]) => `${`${words} ...`.padEnd(45)}  ${help}`).sort()
    return { kind: 'ambiguous', lines }
  }
  const [words, , isModelled] = only
  return { kind: 'known', words, rest: given.slice(words.split(' ').length), isModelled }
}

export interface BirdWord {
  readonly text: string
  readonly isQuoted: boolean
}

/** The line's words: a name, or a text in quotes. */
export const birdWords = (line: string): readonly BirdWord[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? { text: plain ?? '', isQuoted: false } : { text: quoted, isQuoted: true },
  )
