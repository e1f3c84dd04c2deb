import { lazy, Suspense } from 'react'
import { useLab } from '../lab'
import { onFirstInput } from '../on-first-input'

const load = () => import('./NoticeCard')
onFirstInput(load)

const NoticeCard = lazy(async () => ({ default: (await load()).NoticeCard }))

/** With it come the words of everything that can be wrong. */
export function LazyNotice() {
  const isThere = useLab((state) => state.notice !== undefined)
  return isThere ? (
    <Suspense>
      <NoticeCard />
    </Suspense>
  ) : null
}
