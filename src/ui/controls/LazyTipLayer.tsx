import { lazy, Suspense, useEffect, useState } from 'react'

const TipLayer = lazy(() => import('./TipLayer'))

/** Fetched when the pointer first moves, or a key is first pressed. */
export function LazyTipLayer() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const want = () => {
      stop.abort()
      setWanted(true)
    }
    for (const event of ['pointermove', 'keydown']) addEventListener(event, want, { signal: stop.signal })
    return () => stop.abort()
  }, [])
  return wanted ? (
    <Suspense>
      <TipLayer />
    </Suspense>
  ) : null
}
