import { Tabs } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { selectFabric } from '../../store/derived'
import { type Element, nameOf } from '../../store/elements'
import { HOST_TABS, type HostTab } from '../../store/lab-state'
import tabs from '../controls/tabs.module.css'
import { actions, useLab, useLabNow } from '../lab'
import { LazyForm } from './form/LazyForm'
import styles from './Inspector.module.css'
import { LazyAddressFacts, LazyDeviceList, LazyPrinted } from './LazyHostParts'
import { RouteTable } from './RouteTable'

/** Named after the command whose output they are. */
const CODE_TABS: readonly HostTab[] = ['ip-route', 'route-n']

export type HostElement = Exclude<Element, { kind: 'subnet' }>

const idOf = (element: HostElement): string =>
  element.kind === 'pod' ? element.pod.id : element.kind === 'node' ? element.node.id : element.router.id

const namespaceName = (element: HostElement): string =>
  element.kind === 'pod' ? `${element.pod.namespace}/${element.pod.name}` : nameOf(element)

/** A host's routes, devices and addresses, as a table and as the host itself would print them. */
export function HostTabs({ element }: { readonly element: HostElement }) {
  const { t } = useTranslation()
  const tab = useLab((state) => state.hostTab)
  const namespace = useLabNow(selectFabric).namespaces.get(namespaceName(element))
  if (!namespace) return null
  return (
    <Tabs.Root value={tab} onValueChange={(value) => actions().show({ hostTab: value as HostTab })}>
      <Tabs.List
        className={`${tabs.list} ${styles.tabs}`}
        aria-label={t('inspector.tabList', { name: nameOf(element) })}
      >
        {HOST_TABS.map((each) => (
          <Tabs.Trigger key={each} value={each} className={tabs.tab} data-code={CODE_TABS.includes(each) || undefined}>
            {t(`inspector.tabs.${each}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="routes">
        <RouteTable namespace={namespace} name={nameOf(element)} />
      </Tabs.Content>
      <Tabs.Content value="ip-route" className={styles.printed}>
        <LazyPrinted as="ip-route" namespace={namespace} />
      </Tabs.Content>
      <Tabs.Content value="route-n" className={styles.printed}>
        <LazyPrinted as="route-n" namespace={namespace} />
      </Tabs.Content>
      <Tabs.Content value="devices">
        <LazyDeviceList namespace={namespace} />
      </Tabs.Content>
      <Tabs.Content value="addresses">
        <LazyAddressFacts element={element} />
      </Tabs.Content>
      <Tabs.Content value="edit">
        <LazyForm id={idOf(element)} />
      </Tabs.Content>
    </Tabs.Root>
  )
}
