import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPath } from '../../../engine/calico/resources/reading'
import { meaningOf, typeLine } from './field-card'
import { fieldHere } from './field-hover'
import styles from './Yaml.module.css'

interface Props {
  readonly text: string
  readonly offset: number
}

/** What the field at the caret means: what hovering says, for the keyboard and the finger. */
export function CaretLine({ text, offset }: Props) {
  const { t } = useTranslation()
  const here = useMemo(() => fieldHere(text.replaceAll('\r\n', '\n'), offset), [text, offset])
  if (!here) return <p className={styles.caret} />
  const { kind, field } = here
  return (
    <p className={styles.caret}>
      <code>{t('yamlEditor.caret', { kind, path: formatPath(field.path) })}</code> <span>{typeLine(field)}</span>{' '}
      {meaningOf(field)}
    </p>
  )
}
