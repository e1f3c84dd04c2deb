import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../../engine/lab/commands'
import { byReferent, type KnownNames, namesOf } from '../../../io/draft/lab-names'
import { type FormSection, formSections } from '../../../store/forms/form-sections'
import { removeRouter } from '../../../store/forms/fresh-router'
import { resourceOfId } from '../../../store/resource-id'
import { actions, useLabNow } from '../../lab'
import '../../../words/form-words'
import '../../../words/yaml-words'
import styles from './Form.module.css'
import { FormField } from './FormField'
import { NameField } from './NameField'

/** All that can be set of a selection, each change one step of the history. */
export function ResourceForm({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const manifests = useLabNow((state) => state.document.manifests)
  const sections = useMemo(() => formSections(manifests, id), [manifests, id])
  const names = useMemo(() => byReferent(manifests.flatMap(namesOf)), [manifests])
  const [first] = sections
  if (!first) return <p className={styles.none}>{t('inspector.gone')}</p>
  const { kind, metadata } = first.manifest
  return (
    <div className={styles.form}>
      <NameField element={id} />
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
        <RemoveButton id={id} />
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

/** What is not taken away on the canvas is taken away here. */
function removalOf(id: string): { readonly name: string; readonly command: Command | undefined } | undefined {
  const { kind, name = '' } = resourceOfId(id) ?? {}
  if (kind === 'IPPool') return { name, command: { kind: 'remove-pool', pool: name } }
  if (kind === 'BGPPeer' || kind === 'BGPFilter') {
    return { name, command: { kind: 'delete-manifest', resource: kind, name } }
  }
  const router = id.startsWith('router:') ? id.slice('router:'.length) : undefined
  return router === undefined ? undefined : { name: router, command: removeRouter(actions().document, router) }
}

function RemoveButton({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const removal = removalOf(id)
  if (!removal) return null
  const { name, command } = removal
  const remove = () => {
    if (command && actions().run(command)) actions().select(undefined)
  }
  return (
    <button type="button" className={styles.danger} onClick={remove}>
      {t('form.remove', { name })}
    </button>
  )
}
