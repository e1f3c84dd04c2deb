import { Tabs } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { addWords } from '../../words/add-words'
import { exportWords } from '../../words/en/export'
import { Sheet } from '../controls/Sheet'
import tabs from '../controls/tabs.module.css'
import { Changes } from './Changes'
import styles from './Export.module.css'
import { LabFile } from './LabFile'
import { LinkPane } from './LinkPane'
import { PagePane } from './PagePane'
import { PicturePane } from './PicturePane'
import { ScriptPane } from './ScriptPane'

addWords(exportWords)

const PANES = {
  link: LinkPane,
  page: PagePane,
  file: LabFile,
  changes: Changes,
  script: ScriptPane,
  picture: PicturePane,
} as const
const NAMES = Object.keys(PANES) as (keyof typeof PANES)[]

/** Everything that leaves the lab, a tab each. */
export function ExportSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Sheet title={t('export.title')} closeLabel={t('export.close')} onClose={onClose}>
      <Tabs.Root defaultValue="link">
        <Tabs.List className={`${tabs.list} ${styles.tabs}`} aria-label={t('export.title')}>
          {NAMES.map((name) => (
            <Tabs.Trigger key={name} value={name} className={tabs.tab}>
              {t(`export.tabs.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {NAMES.map((name) => {
          const Pane = PANES[name]
          return (
            <Tabs.Content key={name} value={name} className={styles.pane}>
              <p>{t(`export.${name}`)}</p>
              <Pane />
            </Tabs.Content>
          )
        })}
      </Tabs.Root>
    </Sheet>
  )
}
