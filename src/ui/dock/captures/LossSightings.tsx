import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '../../../engine/trace/trace'
import { selectFabric } from '../../../store/derived'
import { capture } from '../../../terminal/capture/capture-rows'
import pill from '../../controls/pill.module.css'
import { actions, useLab } from '../../lab'
import './captures-words'
import styles from './LossSightings.module.css'
import { SightingTable } from './SightingTable'
import { tapsAroundLoss } from './taps-on-the-way'

/** Of a ping that is lost: what a capture on every device of its way would have seen, and where none would have seen it. */
export function LossSightings({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation()
  const fabric = useLab(selectFabric)
  const taps = useMemo(() => tapsAroundLoss(fabric, trace), [fabric, trace])
  const seen = useMemo(() => capture(taps, '', [{ fabric, trace, startUs: 0 }]), [taps, fabric, trace])
  return (
    <section className={styles.sightings} aria-label={t('captures.wouldHaveSeen')}>
      <h3>{t('captures.wouldHaveSeen')}</h3>
      <SightingTable taps={taps} seen={seen} isAlone />
      <button type="button" className={pill.pill} onClick={() => actions().addTaps(taps)}>
        {t('captures.listenThere')}
      </button>
    </section>
  )
}
