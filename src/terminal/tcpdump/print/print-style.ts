/** How tcpdump was told to print. */
export interface PrintStyle {
  /** `-n`: numbers in place of names. */
  readonly numeric: boolean
  /** `-e`: the link header too. */
  readonly linkHeader: boolean
  /** How many `-v`. */
  readonly verbosity: number
  /** `-q`: less about each protocol. */
  readonly quick?: boolean
  /** The bytes are printed anyhow (`-x` and `-X`, not `-A`), so what cannot be read is not printed as bytes once more. */
  readonly withBytes?: boolean
}

/** An address of the link layer; without `-n` with its maker, which nobody is of addresses that a lab makes up. */
export const macText = (mac: string, { numeric }: PrintStyle): string => (numeric ? mac : `${mac} (oui Unknown)`)

/** Part of a packet: what was captured of it, and how long its header says it is. */
export interface Printed {
  readonly bytes: Uint8Array
  readonly lengthBytes: number
}
