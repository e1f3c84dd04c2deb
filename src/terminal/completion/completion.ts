/** What Tab offers, as bash with bash-completion and kubectl's own completion offer it. */
import type { Fabric } from '../../engine/fabric/fabric'
import { realize } from '../../engine/lab/realize'
import type { HostName, Session } from '../command'
import { type FileView, HOME } from '../files'

/** Where something is typed. */
export interface TypingView extends FileView {
  /** Realized when it is first asked for. */
  readonly fabric: Fabric
}

export const viewOn = (session: Session, host: HostName, directory = HOME): TypingView => ({
  session,
  host,
  directory,
  get fabric() {
    return realize(session.document)
  },
})

/** The word of a program that is being typed. */
export interface Typing {
  /** The complete words between the program's name and it. */
  readonly words: readonly string[]
  /** What stands of it, without its quotes. */
  readonly word: string
  readonly view: TypingView
  /** What that source has now; `word` is what stands of a value that begins inside the word. */
  readonly from: (source: Source, word?: string) => readonly (string | Candidate)[]
}

/** A word that would fit. */
export interface Candidate {
  /** The whole word. */
  readonly value: string
  /** How the list of candidates shows it, if not as the value: a file by its last part, an address with its host. */
  readonly shown?: string
  /** It goes on behind this (a directory, `--flag=`): no blank follows. */
  readonly goesOn?: true
  /** Other beginnings by which it is found: an address by the name of its host. */
  readonly alias?: string
}

/** Where the values of an option, or the operands, come from. */
export type Source = 'files' | 'hosts' | 'addresses' | 'devices' | 'commands' | 'nothing' | readonly string[]

/** A program's options as getopt(3) and getopt_long(3) have them; an `OptionSpec` is one. */
export interface OptionTable {
  /** `c:n`: a colon after what takes a value. */
  readonly letters?: string
  /** Long name → letter. */
  readonly long?: Readonly<Record<string, string>>
  /** Letter → what its value is; files if it does not say. */
  readonly values?: Readonly<Record<string, Source>>
  /** Absent: files. */
  readonly operands?: Source
  /** Long names that the lab refuses. */
  readonly notModelled?: readonly string[]
}

/** A program with subcommands says itself what comes next; what does not begin as the word does is left out after it. */
export type Completion = OptionTable | ((typing: Typing) => readonly (string | Candidate)[])
