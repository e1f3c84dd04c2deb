export interface OpenOptions {
  /** The first free one from 4173 on, if none is named. */
  readonly port?: number
  /** Only says where it is. */
  readonly quietly: boolean
}

/** What the command line touches of the world; tests give it another one. Reading and writing throw as node:fs does. */
export interface CliIo {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly readFile: (path: string) => string
  readonly readBytes: (path: string) => Uint8Array
  readonly writeFile: (path: string, content: string | Uint8Array) => void
  /** Makes the folder and those above it, unless they are there. */
  readonly makeFolder: (path: string) => void
  readonly isFolder: (path: string) => boolean
  /** Names and texts of the files that stand in the folder itself. */
  readonly filesIn: (path: string) => Readonly<Record<string, string>>
  /** Paths of all files in the folder and below, hidden folders and installed packages left out. */
  readonly filesBelow: (path: string) => readonly string[]
  /** Serves the built app on this machine and opens it at the fragment; done when that is ended. Absent: there is none. */
  readonly openApp?: (fragment: string, options: OpenOptions) => Promise<void>
  /** The text of a file of the built app; undefined: it is not built. Absent: there is none. */
  readonly appFile?: (name: string) => string | undefined
  /** Standard input, line by line, without the line ends. */
  readonly lines: () => AsyncIterable<string>
}
