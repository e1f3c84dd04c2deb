import { Switch as Base } from 'radix-ui'
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
        <Base.Root id={id} className={styles.root} checked={checked} onCheckedChange={onChange}>
          <Base.Thumb className={styles.thumb} />
        </Base.Root>
      </span>
    </Tip>
  )
}
