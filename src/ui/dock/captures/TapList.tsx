import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../../store/derived'
import type { Capture } from '../../../terminal/capture/capture-rows'
import { isSameTap, linkOfTap, type Tap, tapKey } from '../../../terminal/capture/tap'
import { hostName } from '../../../words/host-name'
import { actions, useLab } from '../../lab'
import styles from './TapList.module.css'

/** The taps, with how many frames each has caught of how many that passed. */
export function TapList({ taps, seen }: { readonly taps: readonly Tap[]; readonly seen: Capture }) {
  const { t } = useTranslation()
  const fabric = useLab(selectFabric)
  if (taps.length === 0) return null
  return (
    <ul className={styles.taps} aria-label={t('captures.taps')}>
      {taps.map((tap, index) => {
        const { host, link } = tap
        const name = t('captures.tap', { host: hostName(host), link })
        const namespace = fabric.namespaces.get(host)
        const isGone = !namespace || !linkOfTap(namespace, link)
        const { caught = 0, seen: passed = 0 } = seen.counts[index] ?? {}
        const count = t('captures.countOf', { count: caught, seen: passed })
        return (
          <li key={tapKey(tap)} className={styles.tap} data-gone={isGone || undefined}>
            <span className={styles.tapName}>
              <span className={styles.host}>{hostName(host)}</span> {link}
            </span>
            <span
              className={styles.count}
              data-none={caught === 0 || undefined}
              title={isGone ? t('captures.gone') : count}
            >
              {caught}
            </span>
            <button
              type="button"
              className={styles.remove}
              aria-label={t('captures.remove', { tap: name })}
              onClick={() => actions().showCaptures({ taps: actions().taps.filter((other) => !isSameTap(other, tap)) })}
            >
              <X size={13} aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
