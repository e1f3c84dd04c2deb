import { ChevronDown, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { type Fault, faultKey } from '../../engine/lab/faults/fault'
import { elementOfFault } from '../../engine/lab/faults/fault-place'
import { selectCluster } from '../../store/derived'
import type { Element } from '../../store/elements'
import { faultText } from '../../words/fault-text'
import { say } from '../../words/i18n'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'
import { FaultToggles } from './FaultMenu'
import styles from './Faults.module.css'
import { NetemMenu } from './NetemMenu'
import '../analysis/doctor-words'

const idOf = (element: Element): string =>
  element.kind === 'pod' ? element.node.id : element.kind === 'node' ? element.node.id : partOf(element).id

const partOf = (element: Exclude<Element, { readonly kind: 'pod' | 'node' }>) =>
  element.kind === 'router' ? element.router : element.subnet

/** What is broken at what is selected, and what else could be. */
export function FaultStrip({ element }: { readonly element: Element }) {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const faults = activeFaults(cluster).filter((fault) => elementOfFault(fault) === idOf(element))
  return (
    <div className={styles.strip}>
      {faults.length > 0 && <BrokenList faults={faults} />}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <button type="button" className={styles.more}>
            {t('doctorPanel.break')} <ChevronDown size={13} aria-hidden />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.content} align="start" collisionPadding={8}>
            <FaultToggles element={element} />
            <NetemMenu element={element} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  )
}

/** Each with a way to put it right. */
function BrokenList({ faults }: { readonly faults: readonly Fault[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('doctorPanel.broken')}>
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
