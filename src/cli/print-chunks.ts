import type { LineResult } from '../terminal/command'
import type { Chunk, LabNote } from '../terminal/output'
import { sayInEnglish } from '../words/english'
import { said } from './cli-error'
import type { CliIo } from './cli-io'

/** The lab's own line amid a command's output. */
const noteText = ({ code, params }: LabNote): string =>
  `${said('ours', { words: sayInEnglish({ key: `terminal.${code}`, params }) })}\n`

/** Each to its stream; the lab's notes are on stderr. */
export function printChunks(io: CliIo, chunks: readonly Chunk[]): void {
  for (const chunk of chunks) {
    if (chunk.stream === 'lab') io.stderr(noteText(chunk.note))
    else if (chunk.stream === 'err') io.stderr(chunk.text)
    else io.stdout(chunk.text)
  }
}

/** All of it, as a terminal shows it. */
export const shownText = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (chunk.stream === 'lab' ? noteText(chunk.note) : chunk.text)).join('')

const COMMAND_NOT_FOUND = 127

/** Whether there was such a command and the lab could run it. */
export const didRun = ({ chunks, exitCode }: Pick<LineResult, 'chunks' | 'exitCode'>): boolean =>
  exitCode !== COMMAND_NOT_FOUND &&
  !chunks.some((chunk) => chunk.stream === 'lab' && chunk.note.code.endsWith('not-modelled'))
