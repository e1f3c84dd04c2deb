import { useCallback, useEffect, useRef, useState } from 'react'
import { type Replay, replayFile } from './replay-file'

/** One replay at a time: another that is started, or the end of the panel, ends it. */
export function useReplay() {
  const [replay, setReplay] = useState<Replay>()
  const latest = useRef(0)
  const start = useCallback((file: File) => {
    latest.current += 1
    const mine = latest.current
    void replayFile(file, (now) => {
      if (latest.current !== mine) return false
      setReplay(now)
      return true
    })
  }, [])
  const close = useCallback(() => {
    latest.current += 1
    setReplay(undefined)
  }, [])
  useEffect(
    () => () => {
      latest.current += 1
    },
    [],
  )
  return { replay, start, close }
}
