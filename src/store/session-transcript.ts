import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import { renderSource } from '../io/render-source'
import type { Transcript, TranscriptStep } from '../io/transcript'
import { WORKSTATION } from '../terminal/command'
import { HOME } from '../terminal/files'
import { displayName } from '../terminal/host-names'
import type { Chunk } from '../terminal/output'
import type { LabState } from './lab-state'
import type { TerminalEntry } from './terminal-entry'

type Source = Pick<LabState, 'terminalEntries' | 'baseSource'>

/**
 * What was typed since the page was opened, in all terminals, and what the canvas sent while one of them listened.
 * Left out: captures among the files. @param shown how the lab's own notes read amid the output
 */
export function sessionTranscript(
  { terminalEntries, baseSource }: Source,
  shown: (chunks: readonly Chunk[]) => string,
): Transcript {
  const [first] = terminalEntries
  const textOf = (document: LabDocument): string => renderSource(baseSource, document)
  const position = new Map(terminalEntries.map(({ id }, index) => [id, index]))
  const steps = terminalEntries.map((entry, index): TranscriptStep => {
    const end = entry.endedAfter === undefined ? undefined : (position.get(entry.endedAfter) ?? index)
    const during = end === undefined ? 0 : end - index
    return {
      host: nameOf(entry),
      command: entry.line,
      ...(!entry.isFromCanvas && { output: shown(entry.chunks).replace(/\n$/, '') }),
      ...outcomeOf(entry),
      ...(during > 0 && { during }),
      ...(entry.isLabEdited && index > 0 && { lab: textOf(entry.before.document) }),
    }
  })
  if (!first) return { files: {}, steps }
  return { lab: textOf(first.before.document), files: filesOf(first), steps }
}

function outcomeOf({ exitCode, isFromCanvas }: TerminalEntry): Pick<TranscriptStep, 'exitCode' | 'running'> {
  if (isFromCanvas) return {}
  return exitCode === undefined ? { running: true } : { exitCode }
}

const nameOf = ({ host, before }: Pick<TerminalEntry, 'host' | 'before'>): string =>
  host === WORKSTATION ? host : displayName(realize(before.document), host)

function filesOf({ before }: TerminalEntry): Transcript['files'] {
  const hosts = Object.entries(before.files).flatMap(([host, files]) => {
    const texts = Object.entries(files).flatMap(([path, content]) =>
      typeof content === 'string' ? [[path.replace(`${HOME}/`, ''), content] as const] : [],
    )
    return texts.length === 0 ? [] : [[nameOf({ host, before }), Object.fromEntries(texts)] as const]
  })
  return Object.fromEntries(hosts)
}
