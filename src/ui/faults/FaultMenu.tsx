import { useTranslation } from 'react-i18next'
import { CLOUDS, type Cloud } from '../../engine/calico/resources/cloud'
import type { Cluster } from '../../engine/lab/cluster'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { type Fault, faultKey } from '../../engine/lab/faults/fault'
import {
  faultsOfNetwork,
  faultsOfNode,
  faultsOfRouter,
  faultsOfSubnet,
  randomFault,
  sessionFaults,
} from '../../engine/lab/faults/possible-faults'
import { selectCluster } from '../../store/derived'
import type { Element } from '../../store/elements'
import { faultText } from '../../words/fault-text'
import { say } from '../../words/i18n'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'
import { NetemMenu } from './NetemMenu'
import '../analysis/doctor-words'

/** A submenu of toggles: what is broken has a tick, and is put right by taking it away. */
export function FaultMenu({ element }: { readonly element: Element | undefined }) {
  const { t } = useTranslation()
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>{t('doctorPanel.break')}</DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          <FaultToggles element={element} />
          <NetemMenu element={element} />
          {!element && <NetworkItems />}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

function faultsOf(cluster: Cluster, element: Element | undefined): readonly Fault[] {
  switch (element?.kind) {
    case undefined:
      return faultsOfNetwork(cluster)
    case 'node':
    case 'pod':
      return [...faultsOfNode(cluster, element.node.name), ...sessionsOf(cluster, element.node.name)]
    case 'router':
      return faultsOfRouter(cluster, element.router.name)
    case 'subnet':
      return faultsOfSubnet(cluster, element.subnet.name)
  }
}

/** Of more nodes than these the list would be too long to choose from. */
const MOST_PEERS = 8

const sessionsOf = (cluster: Cluster, node: string): readonly Fault[] =>
  cluster.nodes.length <= MOST_PEERS ? sessionFaults(cluster, node) : []

/** Of faults that exclude each other, a cable out and one that loses what it sends, each is a line. */
export function FaultToggles({ element }: { readonly element: Element | undefined }) {
  const cluster = useLab(selectCluster)
  const active = new Map(activeFaults(cluster).map((fault) => [faultKey(fault), JSON.stringify(fault)]))
  return faultsOf(cluster, element).map((fault) => {
    const isOn = active.get(faultKey(fault)) === JSON.stringify(fault)
    return (
      <DropdownMenu.CheckboxItem
        key={JSON.stringify(fault)}
        className={menu.item}
        checked={isOn}
        onCheckedChange={() => actions().run({ kind: 'set-fault', fault, on: !isOn })}
      >
        <CheckMark /> {say(faultText(fault))}
      </DropdownMenu.CheckboxItem>
    )
  })
}

/** Whose network it is, and chance. */
function NetworkItems() {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const breakByChance = () => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1))
    const fault = randomFault(cluster, seed)
    if (fault) actions().run({ kind: 'set-fault', fault, on: true }, { key: 'doctorPanel.byChance' })
  }
  return (
    <>
      <DropdownMenu.Separator className={menu.separator} />
      <DropdownMenu.Item className={menu.item} onSelect={breakByChance}>
        <span className={menu.check} /> {t('doctorPanel.breakSeed')}
      </DropdownMenu.Item>
      <DropdownMenu.Separator className={menu.separator} />
      <DropdownMenu.Label className={menu.label}>{t('doctorPanel.network')}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={cluster.underlay.cloud ?? 'bare-metal'}
        onValueChange={(cloud) => actions().run({ kind: 'set-cloud', cloud: cloud as Cloud })}
      >
        {CLOUDS.map((cloud) => (
          <DropdownMenu.RadioItem key={cloud} className={menu.item} value={cloud}>
            <CheckMark /> {t(`fault.cloud.${cloud}`)}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  )
}
