import { lazy, Suspense } from 'react'
import { selectTrace } from '../../store/derived'
import { useLab } from '../lab'
import { onFirstInput } from '../on-first-input'

const load = () => import('./VerdictLine')
onFirstInput(load)

const VerdictLine = lazy(async () => ({ default: (await load()).VerdictLine }))

/** How the ping ends, in one line; before the first one there is nothing to say. */
export function Verdict() {
  const trace = useLab(selectTrace)
  return trace ? (
    <Suspense>
      <VerdictLine trace={trace} />
    </Suspense>
  ) : null
}
