import type { Chunk } from '../../../terminal/output'
import { say } from '../../../words/i18n'

const DIM = '\x1b[2m'
const PLAIN = '\x1b[0m'

type LabChunk = Extract<Chunk, { readonly stream: 'lab' }>

const noteText = ({ note }: LabChunk): string =>
  `podpath: ${say({ key: `terminal.${note.code}`, params: note.params })}`

/** Output as a screen takes it: lines end with CR LF, and what the lab itself says is dimmed. */
export function shownChunks(chunks: readonly Chunk[]): string {
  const text = chunks
    .map((chunk) => (chunk.stream === 'lab' ? `${DIM}${noteText(chunk)}${PLAIN}\n` : chunk.text))
    .join('')
  return text.replace(/\r?\n/g, '\r\n')
}

/** Output as a file holds it. */
export const plainChunks = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (chunk.stream === 'lab' ? `${noteText(chunk)}\n` : chunk.text)).join('')
