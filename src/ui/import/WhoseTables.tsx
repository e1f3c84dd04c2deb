import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue, SourcePlace } from '../../engine/issue'
import styles from './Import.module.css'

interface Props {
  readonly issues: readonly Issue[]
  readonly nodes: readonly string[]
  readonly onSaid: (place: SourcePlace, node: string) => void
}

/** Tables that nothing says the host of: asked for, one by one. */
export function WhoseTables({ issues, nodes, onSaid }: Props) {
  const places = issues.flatMap(({ code, source }) => (code === 'routes-of-whom' && source ? [source] : []))
  return places.map((place) => (
    <Whose key={`${place.file}:${place.line}`} place={place} nodes={nodes} onSaid={onSaid} />
  ))
}

function Whose({ place, nodes, onSaid }: Omit<Props, 'issues'> & { readonly place: SourcePlace }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <p className={styles.whose}>
      <label htmlFor={id}>{t('import.whose', { place: `${place.file}:${place.line}` })}</label>
      <select id={id} value="" onChange={({ target }) => onSaid(place, target.value)}>
        <option value="">{t('import.chooseNode')}</option>
        {nodes.map((node) => (
          <option key={node} value={node}>
            {node}
          </option>
        ))}
      </select>
    </p>
  )
}
