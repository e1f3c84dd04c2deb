import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { byReferent, type KnownNames, namesOf } from '../../../io/draft/lab-names'
import { type FormSection, formSections } from '../../../store/forms/form-sections'
import { resourceOfId } from '../../../store/resource-id'
import { actions, useLabNow } from '../../lab'
import '../../../words/form-words'
import '../../../words/yaml-words'
import styles from './Form.module.css'
import { FormField } from './FormField'

/** All that can be set of a selection, each change one step of the history. */
export function ResourceForm({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const manifests = useLabNow((state) => state.document.manifests)
  const sections = useMemo(() => formSections(manifests, id), [manifests, id])
  const names = useMemo(() => byReferent(manifests.flatMap(namesOf)), [manifests])
  const [first] = sections
  if (!first) return <p className={styles.none}>{t('inspector.gone')}</p>
  const own = resourceOfId(id)
  const { kind, metadata } = first.manifest
  return (
    <div className={styles.form}>
      {sections.map((section) => (
        <Section key={`${id} ${section.title}`} section={section} names={names} />
      ))}
      <p className={styles.buttons}>
        <button
          type="button"
          className={styles.add}
          onClick={() => actions().showInYaml({ resource: { kind, name: metadata.name }, path: first.base })}
        >
          {t('form.inYaml')}
        </button>
        {own && ['IPPool', 'BGPPeer', 'BGPFilter'].includes(kind) && <RemoveButton kind={kind} name={metadata.name} />}
        <button type="button" className={styles.add} onClick={() => actions().select(undefined)}>
          {t('form.all')}
        </button>
      </p>
    </div>
  )
}

function Section({ section, names }: { readonly section: FormSection; readonly names: KnownNames }) {
  const { t } = useTranslation()
  const title = t(`form.section.${section.title}`)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {section.fields.map((path) => (
        <FormField key={path.join(' ')} section={section} path={path} names={names} />
      ))}
    </section>
  )
}

function RemoveButton({ kind, name }: { readonly kind: string; readonly name: string }) {
  const { t } = useTranslation()
  const remove = () => {
    const isGone = actions().run(
      kind === 'IPPool' ? { kind: 'remove-pool', pool: name } : { kind: 'delete-manifest', resource: kind, name },
    )
    if (isGone) actions().select(undefined)
  }
  return (
    <button type="button" className={styles.danger} onClick={remove}>
      {t('form.remove', { name })}
    </button>
  )
}
