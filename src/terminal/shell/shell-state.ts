/** What a host's shell keeps from line to line. */
export interface ShellState {
  readonly variables: Readonly<Record<string, string>>
  /** Names of the variables that programs see. */
  readonly exported: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
  readonly directory: string
  /** `$?` */
  readonly lastExitCode: number
}
