import { useEffect } from 'react'
import { actions, useLab } from '../lab'

/** A frame that came this late is a tab that slept; the ping then goes on where it was. */
const LONGEST_FRAME_MS = 100

/** Moves the playhead with the screen's frames while the ping plays. */
export function usePlayerClock(): void {
  const playing = useLab((state) => state.playing)
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    let frame = requestAnimationFrame(function next(now) {
      actions().tick(Math.min(Math.max(now - last, 0), LONGEST_FRAME_MS))
      last = now
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])
}
