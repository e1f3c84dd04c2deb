import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { resourcesWithForms } from '../../../store/forms/form-sections'
import { freshPeer, freshPool } from '../../../store/forms/fresh-resource'
import { addRouter } from '../../../store/forms/fresh-router'
import { resourceId } from '../../../store/resource-id'
import { actions, useLabNow } from '../../lab'
import '../../../words/form-words'
import '../../../words/yaml-words'
import type { Manifest } from '../../../engine/manifest'
import styles from './Form.module.css'

function add(manifest: Manifest | undefined): void {
  if (!manifest) return
  const { kind, metadata } = manifest
  if (actions().run({ kind: 'apply-manifest', manifest })) actions().select(resourceId({ kind, name: metadata.name }))
}

function addARouter(): void {
  const made = addRouter(actions().document)
  if (made && actions().run(made.command)) actions().select(`router:${made.name}`)
}

/** Where nothing is selected: what of the cluster is not on the canvas. */
export function ResourceList() {
  const { t } = useTranslation()
  const manifests = useLabNow((state) => state.document.manifests)
  return (
    <section className={styles.form} aria-label={t('form.list')}>
      <h3>{t('form.list')}</h3>
      <ul className={styles.resources}>
        {resourcesWithForms(manifests).map((ref) => (
          <li key={resourceId(ref)}>
            <button type="button" onClick={() => actions().select(resourceId(ref))}>
              <span>{t(`form.kind.${ref.kind}` as 'form.kind.IPPool')}</span> {ref.name}
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.buttons}>
        <button type="button" className={styles.add} onClick={() => add(freshPool(manifests))}>
          <Plus size={13} aria-hidden /> {t('form.addPool')}
        </button>
        <button type="button" className={styles.add} onClick={() => add(freshPeer(manifests))}>
          <Plus size={13} aria-hidden /> {t('form.addPeer')}
        </button>
        <button type="button" className={styles.add} onClick={addARouter}>
          <Plus size={13} aria-hidden /> {t('form.addRouter')}
        </button>
      </p>
    </section>
  )
}
