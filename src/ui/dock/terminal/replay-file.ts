import type { LabDocument } from '../../../engine/lab/document'
import { parseLab } from '../../../io/parse-lab'
import { parseTranscript, type TranscriptFault } from '../../../io/transcript'
import { type ReplayedStep, replaying } from '../../../terminal/transcript/replay'
import { actions } from '../../lab'
import { plainChunks } from './shown-chunks'

/** How far the replay of a file is. The lab of the page is not touched by it. */
export type Replay =
  | { readonly kind: 'refused'; readonly file: string; readonly fault: TranscriptFault }
  | { readonly kind: 'running'; readonly file: string; readonly step: number; readonly steps: number }
  | {
      readonly kind: 'over'
      readonly file: string
      readonly ownLab: boolean
      readonly steps: readonly ReplayedStep[]
    }

/** How long steps are run before the page gets to draw again. */
const SLICE_MS = 30

/** Replays a transcript step by step; `show` is told how far it is, until it says that nobody looks any more. */
export async function replayFile(file: File, show: (replay: Replay) => boolean): Promise<void> {
  const { name } = file
  const parsed = parseTranscript(await file.text())
  if (!parsed.ok) return void show({ kind: 'refused', file: name, fault: parsed.error })
  const transcript = parsed.value
  const document = transcript.lab === undefined ? actions().document : readLab(transcript.lab)
  if (!document) {
    const fault = { kind: 'bad-lab', place: { line: 1, column: 1 }, why: '' } as const
    return void show({ kind: 'refused', file: name, fault })
  }
  const running = replaying({ document }, transcript, { shown: plainChunks, readLab })
  let pauseAtMs = 0
  for (let step = 1; ; step += 1) {
    if (performance.now() > pauseAtMs) {
      if (!show({ kind: 'running', file: name, step, steps: transcript.steps.length })) return
      await new Promise((resolve) => setTimeout(resolve))
      pauseAtMs = performance.now() + SLICE_MS
    }
    const next = running.next()
    if (!next.done) continue
    show({ kind: 'over', file: name, ownLab: transcript.lab !== undefined, steps: next.value })
    return
  }
}

function readLab(text: string): LabDocument | undefined {
  const parsed = parseLab(text, 'lab')
  return parsed.ok ? parsed.value.document : undefined
}
