/** A value may be a sentence of the catalogue itself. */
export type NoteParams = Readonly<
  Record<string, string | number | { readonly key: string; readonly params: Readonly<Record<string, string | number>> }>
>

/** Something the lab itself says amid a command's output. Its words are in the catalogue under `terminal.<code>`. */
export interface LabNote {
  readonly code:
    | 'ping-stops'
    | 'ping-not-known'
    | 'bgp-restless'
    | 'option-not-modelled'
    | 'command-not-modelled'
    | 'shell-not-modelled'
    | 'no-network-here'
    | 'not-installed-here'
    | 'refused'
    | 'too-much'
    | 'own-terminal'
    | 'listens'
    | 'help'
    | 'help-of'
    | 'follow-stops'
    | 'sysctl-modelled'
    | 'not-counted'
    | 'iptables-nat-only'
    | 'empty-because'
    | 'empty-instead'
  readonly params: NoteParams
}

export type Chunk =
  | { readonly stream: 'out' | 'err'; readonly text: string }
  | { readonly stream: 'lab'; readonly note: LabNote }

/** What a command writes, in order. */
export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly note: (note: LabNote) => void
  readonly chunks: readonly Chunk[]
}

export function createOutput(): Output {
  const chunks: Chunk[] = []
  return {
    out: (text) => void chunks.push({ stream: 'out', text }),
    err: (text) => void chunks.push({ stream: 'err', text }),
    note: (note) => void chunks.push({ stream: 'lab', note }),
    chunks,
  }
}

/** What came out on one stream; the two together are what a terminal shows. */
export const textOf = (chunks: readonly Chunk[], ...streams: readonly ('out' | 'err')[]): string =>
  chunks.flatMap((chunk) => (chunk.stream !== 'lab' && streams.includes(chunk.stream) ? [chunk.text] : [])).join('')
