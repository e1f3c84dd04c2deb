import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../store/derived'
import { type Element, nameOf } from '../../store/elements'
import { resourceOfId } from '../../store/resource-id'
import { LazyFaultStrip } from '../faults/LazyFaultStrip'
import { useLab } from '../lab'
import { useTouch } from '../use-media'
import { LazyForm, LazyResource, LazyResourceList } from './form/LazyForm'
import { HostTabs } from './HostTabs'
import styles from './Inspector.module.css'
import { SubnetFacts } from './SubnetFacts'
import { useSubject } from './use-subject'

/** `alone` where the packet is not shown below it. */
export function HostSection({ alone = false }: { readonly alone?: boolean }) {
  const { t } = useTranslation()
  const touch = useTouch()
  const { element, id } = useSubject()
  const pinging = useLab((state) => selectTrace(state) !== undefined)
  if (!element) {
    const resource = resourceOfId(id)
    if (resource) return <LazyResource resource={resource} />
    if (pinging && id === undefined && !alone) return null
    if (id !== undefined) return <p className={styles.nothing}>{t('inspector.gone')}</p>
    return (
      <>
        <p className={styles.nothing}>{t(touch ? 'inspector.nothingTouch' : 'inspector.nothing')}</p>
        <LazyResourceList />
      </>
    )
  }
  return (
    <div className={styles.host}>
      <header className={styles.header}>
        <h2>{nameOf(element)}</h2>
        <Summary element={element} />
      </header>
      <LazyFaultStrip element={element} />
      {element.kind === 'subnet' ? (
        <>
          <SubnetFacts subnet={element.subnet} />
          <LazyForm id={element.subnet.id} />
        </>
      ) : (
        <HostTabs element={element} />
      )}
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
