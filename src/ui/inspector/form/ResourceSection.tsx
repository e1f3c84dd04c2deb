import { useTranslation } from 'react-i18next'
import type { ResourceRef } from '../../../engine/resource-ref'
import { resourceId } from '../../../store/resource-id'
import styles from '../Inspector.module.css'
import { ResourceForm } from './ResourceForm'

/** What is selected and not on the canvas: a pool, a peer, a configuration. */
export function ResourceSection({ resource }: { readonly resource: ResourceRef }) {
  const { t } = useTranslation()
  return (
    <div className={styles.host}>
      <header className={styles.header}>
        <h2>{resource.name}</h2>
        <p>{t(`form.kind.${resource.kind}` as 'form.kind.IPPool')}</p>
      </header>
      <ResourceForm id={resourceId(resource)} />
    </div>
  )
}
