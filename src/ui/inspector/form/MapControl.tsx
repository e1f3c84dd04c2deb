import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isJsonObject, type Json } from '../../../engine/manifest'
import styles from './Form.module.css'
import type { ControlProps } from './ScalarControl'

interface Props extends ControlProps {
  readonly name: string
}

/** A map of texts, such as labels: a line each. */
export function MapControl({ id, value, name, onCommit }: Props) {
  const { t } = useTranslation()
  const [key, setKey] = useState('')
  const [text, setText] = useState('')
  const map = isJsonObject(value) ? value : {}
  const commit = (next: { readonly [key: string]: Json }) => onCommit(Object.keys(next).length > 0 ? next : undefined)
  const add = () => {
    if (key.trim() === '') return
    commit({ ...map, [key.trim()]: text.trim() })
    setKey('')
    setText('')
  }
  const onEnter = (event: React.KeyboardEvent) => event.key === 'Enter' && add()
  return (
    <ul className={styles.entries} aria-labelledby={id}>
      {Object.entries(map).map(([each, own]) => (
        <li key={each} className={styles.pair}>
          <code>{each}</code>
          <input
            type="text"
            className={styles.text}
            aria-label={`${name} ${each}`}
            defaultValue={String(own)}
            key={String(own)}
            onBlur={({ target }) => target.value !== String(own) && commit({ ...map, [each]: target.value })}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
          <button
            type="button"
            className={styles.icon}
            aria-label={t('form.removeEntry', { entry: each })}
            onClick={() => {
              const { [each]: _gone, ...others } = map
              commit(others)
            }}
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
      <li className={styles.pair}>
        <input
          type="text"
          className={styles.text}
          aria-label={`${name}: ${t('form.key')}`}
          placeholder={t('form.key')}
          value={key}
          onChange={({ target }) => setKey(target.value)}
          onKeyDown={onEnter}
        />
        <input
          type="text"
          className={styles.text}
          aria-label={`${name}: ${t('form.value')}`}
          placeholder={t('form.value')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onEnter}
        />
        <button type="button" className={styles.icon} aria-label={t('form.add', { field: name })} onClick={add}>
          <Plus size={14} aria-hidden />
        </button>
      </li>
    </ul>
  )
}
