import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../../store/derived'
import type { ProbeQuestion } from '../../../store/lab-state'
import { hostName } from '../../../words/host-name'
import pill from '../../controls/pill.module.css'
import { actions, useLab } from '../../lab'
import { onFirstInput } from '../../on-first-input'
import { useMoment } from '../../use-moment'
import { FirstSteps } from './FirstSteps'
import styles from './Steps.module.css'

const load = () => import('./StepList')
onFirstInput(load)

/** Before the first ping there is nothing to list. */
const StepList = lazy(async () => ({ default: (await load()).StepList }))

/** Every decision on the packet's way, in words. */
export function Steps() {
  const current = useMoment()
  const probe = useLab((state) => state.probe)
  if (!current && !probe) return <FirstSteps />
  if (!current) return probe && <Unsendable {...probe} />
  return (
    <Suspense fallback={<div className={styles.steps} />}>
      <StepList {...current} />
    </Suspense>
  )
}

/** An end of the ping was removed. */
function Unsendable({ from, to }: ProbeQuestion) {
  const { t } = useTranslation()
  const { namespaces } = useLab(selectFabric)
  const gone = namespaces.has(from) ? to : from
  return (
    <div className={styles.empty}>
      <p>{t('steps.emptyFor', { gone: hostName(gone), from: hostName(from), to: hostName(to) })}</p>
      <button type="button" className={pill.pill} onClick={() => actions().clearProbe()}>
        {t('steps.clear')}
      </button>
    </div>
  )
}
