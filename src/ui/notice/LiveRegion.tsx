import { lazy, Suspense, useEffect, useState } from 'react'
import { selectTrace } from '../../store/derived'
import { say } from '../../words/i18n'
import { useLab } from '../lab'

const StepVoice = lazy(async () => ({ default: (await import('./StepVoice')).StepVoice }))

/** What screen readers are told: what was done, and the step that was gone to. */
export function LiveRegion() {
  const announcement = useLab((state) => state.announcement)
  const isStill = useLab((state) => !state.playing && selectTrace(state) !== undefined)
  const [words, setWords] = useState('')
  useEffect(() => {
    setWords(announcement ? say(announcement) : '')
  }, [announcement])
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {words}
      </p>
      {isStill && (
        <Suspense>
          <StepVoice speak={setWords} />
        </Suspense>
      )}
    </>
  )
}
