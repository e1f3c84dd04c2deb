import type { FromPreview } from './preview-answers'
import { type PreviewQuestions, previewQuestions } from './preview-questions'

let questions: PreviewQuestions | undefined

function started(): PreviewQuestions {
  if (questions) return questions
  // Of its own: what the doctor thinks about a large lab takes longer than anybody holds a node over a subnet.
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module', name: 'preview' })
  const made = previewQuestions((message) => worker.postMessage(message))
  worker.onmessage = ({ data }: MessageEvent<FromPreview>) => made.answered(data)
  questions = made
  return made
}

/** What commands would come to, counted away from the page's own thread: a frame would be late in a large lab. */
export const askToll: PreviewQuestions['ask'] = (...question) => started().ask(...question)
