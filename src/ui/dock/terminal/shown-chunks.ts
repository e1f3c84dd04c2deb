import type { Chunk } from '../../../terminal/output'
import { say } from '../../../words/i18n'

const DIM = '\x1b[2m'
const PLAIN = '\x1b[0m'

/** Output as a screen takes it: lines end with CR LF, and what the lab itself says is dimmed. */
export function shownChunks(chunks: readonly Chunk[]): string {
  const text = chunks
    .map((chunk) =>
      chunk.stream === 'lab'
        ? `${DIM}podpath: ${say({ key: `terminal.${chunk.note.code}`, params: chunk.note.params })}${PLAIN}\n`
        : chunk.text,
    )
    .join('')
  return text.replace(/\r?\n/g, '\r\n')
}
