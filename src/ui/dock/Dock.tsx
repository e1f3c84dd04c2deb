import { Tabs } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { DockTab } from '../../store/lab-state'
import tabs from '../controls/tabs.module.css'
import { actions } from '../lab'
import { ChangesTabMark } from './changes/ChangesTabMark'
import styles from './Dock.module.css'
import { DockContents } from './DockContents'
import { LazyDoctorMark } from './doctor/LazyDoctorMark'
import { useDockTabs } from './drift/use-dock-tabs'
import { Verdict } from './Verdict'
import { YamlTabMark } from './yaml/YamlTabMark'

/** What the lab has to say at length, a tab each. */
export function Dock() {
  const { t } = useTranslation()
  const { tabs: shown, chosen } = useDockTabs()
  return (
    <section className={styles.region} aria-label={t('dock.label')}>
      <Tabs.Root
        className={styles.dock}
        value={chosen}
        onValueChange={(value) => {
          actions().show({ dockTab: value as DockTab })
          actions().foldPanel('dock', false)
        }}
      >
        <div className={styles.bar}>
          <Tabs.List className={tabs.list}>
            {shown.map((each) => (
              <Tabs.Trigger key={each} value={each} className={tabs.tab}>
                {t(`dock.tabs.${each}`)}
                {each === 'changes' && <ChangesTabMark />}
                {each === 'doctor' && <LazyDoctorMark />}
                {each === 'yaml' && <YamlTabMark />}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Verdict />
        </div>
        <DockContents />
      </Tabs.Root>
    </section>
  )
}
