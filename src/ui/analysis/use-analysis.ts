import { useEffect, useState } from 'react'
import { useLab } from '../lab'
import { askWorker } from './ask-worker'
import type { Answers, Asked } from './questions'

/** A burst of edits is one question. */
const SETTLES_MS = 120

export interface Analysis<T> {
  /** Of the lab as it was when last asked; undefined before the first answer. */
  readonly answer: T | undefined
  /** It is of the lab at hand, or of part of it. */
  readonly isNew: boolean
  /** Nothing more is to come for the lab at hand. */
  readonly done: boolean
}

/** What the worker finds in the lab at hand; asked anew when the lab changes, or the question does. */
export function useAnalysis<K extends Asked['kind']>(
  asked: Extract<Asked, { readonly kind: K }>,
): Analysis<Answers[K]> {
  const document = useLab((state) => state.document)
  const [found, setFound] = useState<Analysis<Answers[K]>>({
    answer: undefined,
    isNew: false,
    done: false,
  })
  const question = JSON.stringify(asked)
  useEffect(() => {
    setFound(({ answer }) => ({ answer, isNew: false, done: false }))
    let stop: (() => void) | undefined
    const timer = setTimeout(() => {
      const again = JSON.parse(question) as typeof asked
      stop = askWorker<K>(document, again, (answer, done) => setFound({ answer, isNew: true, done }))
    }, SETTLES_MS)
    return () => {
      clearTimeout(timer)
      stop?.()
    }
  }, [document, question])
  return found
}
