import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { groupBy } from '../../engine/group-by'
import type { Cluster } from '../../engine/lab/cluster'
import { activeFaults } from '../../engine/lab/faults/active-faults'
import { type Fault, faultKey, type NetemFault } from '../../engine/lab/faults/fault'
import { netemOfNode, netemOfRouter } from '../../engine/lab/faults/netem-faults'
import { selectCluster } from '../../store/derived'
import type { Element } from '../../store/elements'
import { faultText } from '../../words/fault-text'
import { say } from '../../words/i18n'
import type { Said } from '../../words/said'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'

function usualOf(cluster: Cluster, element: Element | undefined): readonly NetemFault[] {
  if (element?.kind === 'router') return netemOfRouter(cluster, element.router.name)
  return element?.kind === 'node' || element?.kind === 'pod' ? netemOfNode(element.node.name) : []
}

/** What is there, be it an amount that somebody wrote into the file, and what one would try. */
function offered(usual: readonly NetemFault[], active: readonly Fault[]): readonly NetemFault[] {
  const keys = new Set(usual.map(faultKey))
  const isOwn = (fault: Fault): fault is NetemFault =>
    (fault.kind === 'node-netem' || fault.kind === 'router-netem') && keys.has(faultKey(fault))
  const written = new Map([...usual, ...active.filter(isOwn)].map((fault) => [JSON.stringify(fault), fault]))
  return [...written.values()]
}

/** One end of one cable. */
const wayOf = (fault: NetemFault): string => `${'subnet' in fault ? fault.subnet : ''} ${fault.way}`

function headOf(fault: NetemFault): Said {
  if (!('subnet' in fault)) return { key: `doctorPanel.netem.${fault.way}` }
  return { key: `doctorPanel.netem.port.${fault.way}`, params: { subnet: fault.subnet } }
}

/** Loss by chance, delay, jitter and copies on a machine's cable, each way, as netem does them. */
export function NetemMenu({ element }: { readonly element: Element | undefined }) {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const usual = usualOf(cluster, element)
  if (usual.length === 0) return null
  const active = activeFaults(cluster)
  const isOn = new Set(active.map((fault) => JSON.stringify(fault)))
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={menu.item}>
        <span className={menu.check} /> {t('doctorPanel.cables')}
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={menu.content} collisionPadding={8}>
          {[...groupBy(offered(usual, active), wayOf)].map(([way, faults]) => (
            <Fragment key={way}>
              <DropdownMenu.Label className={menu.label}>{say(headOf(faults[0] as NetemFault))}</DropdownMenu.Label>
              {faults.map((fault) => {
                const key = JSON.stringify(fault)
                return (
                  <DropdownMenu.CheckboxItem
                    key={key}
                    className={menu.item}
                    checked={isOn.has(key)}
                    aria-label={say(faultText(fault))}
                    onCheckedChange={() => actions().run({ kind: 'set-fault', fault, on: !isOn.has(key) })}
                  >
                    <CheckMark /> {t(`doctorPanel.netem.${fault.what}`, { amount: fault.amount })}
                  </DropdownMenu.CheckboxItem>
                )
              })}
            </Fragment>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}
