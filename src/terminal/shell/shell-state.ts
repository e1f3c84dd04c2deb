import { HOME } from '../files'

/** What a host's shell keeps from line to line: plain data. */
export interface ShellState {
  readonly variables: Readonly<Record<string, string>>
  /** Names of the variables that programs see. */
  readonly exported: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
  /** Values by index or key; `associative` names those that have keys. */
  readonly arrays?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly associative?: readonly string[]
  /** Bodies as they were written. */
  readonly functions?: Readonly<Record<string, string>>
  /** What `set` has turned on. */
  readonly options?: readonly string[]
  readonly directory: string
  /** `$?` */
  readonly lastExitCode: number
  /** What was typed, the newest last. */
  readonly history: readonly string[]
}

/** As a login as root finds it. */
export const FRESH_SHELL: ShellState = {
  variables: {
    HOME,
    LOGNAME: 'root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    SHELL: '/bin/bash',
    TERM: 'xterm-256color',
    USER: 'root',
  },
  exported: ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'],
  aliases: { k: 'kubectl', ll: 'ls -l' },
  directory: HOME,
  lastExitCode: 0,
  history: [],
}
