import { TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { faultKey } from '../../engine/lab/faults/fault'
import { elementOfFault } from '../../engine/lab/faults/fault-place'
import { selectCluster } from '../../store/derived'
import type { Element } from '../../store/elements'
import { faultText } from '../../words/fault-text'
import { say } from '../../words/i18n'
import { actions, useLab } from '../lab'
import styles from './Faults.module.css'
import '../analysis/doctor-words'

const idOf = (element: Element): string =>
  element.kind === 'pod' ? element.node.id : element.kind === 'node' ? element.node.id : partOf(element).id

const partOf = (element: Exclude<Element, { readonly kind: 'pod' | 'node' }>) =>
  element.kind === 'router' ? element.router : element.subnet

/** What is broken at what is selected, each with a way to put it right. */
export function FaultStrip({ element }: { readonly element: Element }) {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const faults = activeFaults(cluster).filter((fault) => elementOfFault(fault) === idOf(element))
  if (faults.length === 0) return null
  return (
    <ul className={styles.strip} aria-label={t('doctorPanel.broken')}>
      {faults.map((fault) => {
        const name = say(faultText(fault))
        return (
          <li key={faultKey(fault)}>
            <TriangleAlert size={13} aria-hidden />
            <span>{name}</span>
            <button
              type="button"
              aria-label={t('doctorPanel.lift', { fault: name })}
              title={t('doctorPanel.lift', { fault: name })}
              onClick={() => actions().run({ kind: 'set-fault', fault, on: false })}
            >
              <X size={13} aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
