import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../store/derived'
import { type Element, nameOf } from '../../store/elements'
import { LazyFaultStrip } from '../faults/LazyFaultStrip'
import { useLab } from '../lab'
import { HostTabs } from './HostTabs'
import styles from './Inspector.module.css'
import { SubnetFacts } from './SubnetFacts'
import { useSubject } from './use-subject'

export function HostSection() {
  const { t } = useTranslation()
  const { element, id } = useSubject()
  const pinging = useLab((state) => selectTrace(state) !== undefined)
  if (!element) {
    if (pinging && id === undefined) return null
    return <p className={styles.nothing}>{t(id === undefined ? 'inspector.nothing' : 'inspector.gone')}</p>
  }
  return (
    <div className={styles.host}>
      <header className={styles.header}>
        <h2>{nameOf(element)}</h2>
        <Summary element={element} />
      </header>
      <LazyFaultStrip element={element} />
      {element.kind === 'subnet' ? <SubnetFacts subnet={element.subnet} /> : <HostTabs element={element} />}
    </div>
  )
}

function Summary({ element }: { readonly element: Element }) {
  const { t } = useTranslation()
  const words = (): string => {
    switch (element.kind) {
      case 'subnet':
        return `${t('inspector.subnetKind')} · ${element.subnet.cidr}`
      case 'node':
        return [element.node.address, ...element.node.blocks.map((block) => t('inspector.block', { block }))].join(
          ' · ',
        )
      case 'pod':
        return `${element.pod.address} · ${t('inspector.podKind', { node: element.node.name })}`
      case 'router':
        return element.router.interfaces.map(({ address }) => address).join(' · ')
    }
  }
  return <p>{words()}</p>
}
