import { useTranslation } from 'react-i18next'
import type { ResourceRef } from '../../engine/resource-ref'
import { actions } from '../lab'
import { useResourceLine } from './use-resource-line'
import styles from './Why.module.css'
import './why-words'

interface Props {
  readonly resource: ResourceRef
  /** The field that matters. */
  readonly path: readonly (string | number)[]
}

/** A resource by name, and the line of its YAML: a click selects that line there. */
export function ResourceLink({ resource, path }: Props) {
  const { t } = useTranslation()
  const line = useResourceLine(resource, path)
  const { kind, name } = resource
  return (
    <button
      type="button"
      className={styles.link}
      title={t('why.show', { kind, name })}
      onClick={() => actions().showInYaml({ resource, path })}
    >
      {t('why.resource', { kind, name })}
      {line !== undefined && <span> {t('why.line', { line })}</span>}
    </button>
  )
}
