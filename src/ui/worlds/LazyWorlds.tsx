import { lazy, Suspense } from 'react'
import { useLab } from '../lab'

const WorldsPane = lazy(async () => ({ default: (await import('./WorldsPane')).WorldsPane }))

export function LazyWorlds() {
  const open = useLab((state) => state.worldsOpen && state.probe !== undefined)
  return open ? (
    <Suspense>
      <WorldsPane />
    </Suspense>
  ) : null
}
