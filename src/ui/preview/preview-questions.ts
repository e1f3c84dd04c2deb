import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import type { Toll } from '../../store/differences'
import { labPost } from '../lab-post/lab-post'
import type { FromPreview, ToPreview } from './preview-answers'

type Hear = (toll: Toll | undefined) => void

export interface PreviewQuestions {
  /** @returns how to stop listening */
  readonly ask: (document: LabDocument, asker: string, commands: readonly Command[], hear: Hear) => () => void
  readonly answered: (answer: FromPreview) => void
}

/** Each asker hears the answer to his newest question and to none before it. */
export function previewQuestions(send: (message: ToPreview) => void): PreviewQuestions {
  const listeners = new Map<string, { readonly id: number; readonly hear: Hear }>()
  let lastId = 0
  const post = labPost(send)
  let sent: LabDocument | undefined
  return {
    ask: (document, asker, commands, hear) => {
      const id = ++lastId
      listeners.set(asker, { id, hear })
      post(document, (kept) => {
        if (sent !== document) send({ kept })
        sent = document
        // Whoever has asked something else since, or listens no more, need not be answered.
        if (listeners.get(asker)?.id === id) send({ id, asker, commands })
      })
      return () => {
        if (listeners.get(asker)?.id === id) listeners.delete(asker)
      }
    },
    answered: ({ id, toll }) => {
      for (const [asker, listener] of listeners) {
        if (listener.id !== id) continue
        listeners.delete(asker)
        listener.hear(toll)
      }
    },
  }
}
