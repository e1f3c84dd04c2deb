/** Something that was picked, dropped, pasted or named: a text or the bytes of a file. */
export interface ImportFile {
  /** With the folders it came in, where there are any: those of a diagnostics archive say whose a table is. */
  readonly name: string
  readonly content: string | Uint8Array
  /** Found in a folder or an archive, not chosen by itself: what it holds besides a lab is left where it is. */
  readonly incidental?: boolean
}

/** Of a file the folders say more than the name: `nodes/k8s-m/ip-route.txt`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
