import { useEffect, useState } from 'react'
import { say } from '../../words/i18n'
import { stepText } from '../../words/steps'
import { useLab } from '../lab'
import { useMoment } from '../use-moment'

/** What screen readers are told: what was done, and the step that was gone to. */
export function LiveRegion() {
  const announcement = useLab((state) => state.announcement)
  const playing = useLab((state) => state.playing)
  const current = useMoment()
  const [words, setWords] = useState('')
  const step = !playing && current ? say(stepText(current.timeline.trace, current.moment.step)) : ''
  useEffect(() => {
    setWords(announcement ? say(announcement) : '')
  }, [announcement])
  useEffect(() => {
    if (step) setWords(step)
  }, [step])
  return (
    <p className="visually-hidden" aria-live="polite">
      {words}
    </p>
  )
}
