import { useEffect } from 'react'
import { say } from '../../words/i18n'
import { stepText } from '../../words/steps'
import { useMoment } from '../use-moment'
import '../step-words'

/** Says the step that was gone to; `speak` is told it in words. */
export function StepVoice({ speak }: { readonly speak: (words: string) => void }) {
  const current = useMoment()
  const words = current ? say(stepText(current.timeline.trace, current.moment.step)) : ''
  useEffect(() => {
    if (words) speak(words)
  }, [words, speak])
  return null
}
