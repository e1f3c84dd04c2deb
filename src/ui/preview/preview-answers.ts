import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import type { Toll } from '../../store/differences'
import { NO_DOCUMENT } from '../lab-post/document-patch'
import { labReceiver, type Parcel } from '../lab-post/lab-post'

/** What would become of the lab by these commands. */
export interface TollQuestion {
  readonly id: number
  /** Who asks: a drag, or a line of a menu. Whoever asks again wants only the newest answer. */
  readonly asker: string
  readonly commands: readonly Command[]
}

/** To the worker: what the lab has that the last one had not, then questions about it. */
export type ToPreview = Parcel | { readonly kept: Int32Array } | TollQuestion

export interface FromPreview {
  readonly id: number
  /** Undefined: a command would be refused. */
  readonly toll: Toll | undefined
}

/**
 * Answers one question after the other, and listens between two: of each asker's questions that have come in meanwhile only
 * the newest is answered.
 * @param breathe lets what has come in be heard
 */
export function previewAnswers(
  tollOf: (document: LabDocument, commands: readonly Command[]) => Toll | undefined,
  breathe: () => Promise<void>,
  post: (answer: FromPreview) => void,
): (message: ToPreview) => void {
  const receiver = labReceiver()
  let document = NO_DOCUMENT
  let isAnswering = false
  const waiting = new Map<string, TollQuestion & { readonly document: LabDocument }>()
  const answerAll = async (): Promise<void> => {
    isAnswering = true
    try {
      await breathe()
      for (let [next] = waiting.values(); next; [next] = waiting.values()) {
        waiting.delete(next.asker)
        post({ id: next.id, toll: tollOf(next.document, next.commands) })
        await breathe()
      }
    } finally {
      isAnswering = false
    }
  }
  return (message) => {
    if ('added' in message) receiver.take(message)
    else if ('kept' in message) document = receiver.lab(message.kept)
    else {
      waiting.set(message.asker, { ...message, document })
      if (!isAnswering) void answerAll()
    }
  }
}
