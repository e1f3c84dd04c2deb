import { useId } from 'react'
import styles from './Switch.module.css'
import { Tip } from './Tip'

interface Props {
  readonly label: string
  readonly hint: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hint, checked, onChange }: Props) {
  const id = useId()
  return (
    <Tip text={hint}>
      <span className={styles.field}>
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className={styles.root}
          checked={checked}
          aria-checked={checked}
          onChange={({ target }) => onChange(target.checked)}
        />
      </span>
    </Tip>
  )
}
