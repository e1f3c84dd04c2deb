/** How tcpdump was told to print. */
export interface PrintStyle {
  /** `-n`: numbers in place of names. */
  readonly numeric: boolean
  /** `-e`: the link header too. */
  readonly linkHeader: boolean
  /** How many `-v`. */
  readonly verbosity: number
}

/** Part of a packet: what was captured of it, and how long its header says it is. */
export interface Printed {
  readonly bytes: Uint8Array
  readonly lengthBytes: number
}
