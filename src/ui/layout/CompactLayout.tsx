import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DOCK_TABS, type DockTab, type LabState } from '../../store/lab-state'
import { CanvasPane } from '../canvas-pane/CanvasPane'
import tabs from '../controls/tabs.module.css'
import { ChangesTabMark } from '../dock/changes/ChangesTabMark'
import { DockContents } from '../dock/DockContents'
import { LazyDoctorMark } from '../dock/doctor/LazyDoctorMark'
import { useDockTabs } from '../dock/drift/use-dock-tabs'
import { Verdict } from '../dock/Verdict'
import { YamlTabMark } from '../dock/yaml/YamlTabMark'
import { HostSection } from '../inspector/HostSection'
import { LazyPacket } from '../inspector/LazyPacket'
import { actions, useLab } from '../lab'
import styles from './Layout.module.css'

type CompactTab = DockTab | 'host' | 'packet'
/** The dock's, and behind what a ping is made of what the inspector says beside it where there is room. */
const COMPACT_TABS = DOCK_TABS.flatMap((tab): CompactTab[] => (tab === 'timeline' ? [tab, 'host', 'packet'] : [tab]))

const isShown = (tab: CompactTab, shown: readonly DockTab[]): boolean =>
  tab === 'host' || tab === 'packet' || shown.includes(tab)

/** A tab of the inspector, and what the dock showed when it was chosen. */
interface Inspecting {
  readonly tab: 'host' | 'packet'
  readonly over: DockTab
  readonly yamlTarget: LabState['yamlTarget']
}

/** The canvas above, everything else as tabs below it. */
export function CompactLayout() {
  const { t } = useTranslation()
  const { tabs: shown, chosen: dockTab } = useDockTabs()
  const yamlTarget = useLab((state) => state.yamlTarget)
  const [inspecting, setInspecting] = useState<Inspecting>()
  // What brings another tab of the dock to the front, a terminal that is opened say, is to be seen.
  const isOver = inspecting?.over === dockTab && inspecting.yamlTarget === yamlTarget
  if (inspecting && !isOver) setInspecting(undefined)
  const tab: CompactTab = inspecting && isOver ? inspecting.tab : dockTab
  const choose = (chosen: CompactTab) => {
    const isInspector = chosen === 'host' || chosen === 'packet'
    setInspecting(isInspector ? { tab: chosen, over: dockTab, yamlTarget } : undefined)
    if (!isInspector) actions().show({ dockTab: chosen })
  }
  return (
    <main className={styles.compact}>
      <CanvasPane />
      <section className={styles.sheet} aria-label={t('dock.label')}>
        <Tabs.Root className={styles.tabs} value={tab} onValueChange={(value) => choose(value as CompactTab)}>
          <Tabs.List className={tabs.list}>
            {COMPACT_TABS.filter((each) => isShown(each, shown)).map((each) => (
              <Tabs.Trigger key={each} value={each} className={tabs.tab}>
                {t(`dock.compactTabs.${each}`)}
                {each === 'changes' && <ChangesTabMark />}
                {each === 'doctor' && <LazyDoctorMark />}
                {each === 'yaml' && <YamlTabMark />}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <div className={styles.verdict}>
            <Verdict />
          </div>
          <Tabs.Content className={tabs.content} value="host">
            <HostSection alone />
          </Tabs.Content>
          <Tabs.Content className={tabs.content} value="packet">
            <LazyPacket alone />
          </Tabs.Content>
          <DockContents />
        </Tabs.Root>
      </section>
    </main>
  )
}
