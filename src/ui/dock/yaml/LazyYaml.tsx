import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Yaml.module.css'

/** The editor and the YAML library are loaded when the tab is first opened. */
const YamlPanel = lazy(async () => ({ default: (await import('./YamlPanel')).YamlPanel }))

export function LazyYaml() {
  const { t } = useTranslation()
  return (
    <Suspense fallback={<p className={styles.loading}>{t('yaml.loading')}</p>}>
      <YamlPanel />
    </Suspense>
  )
}
