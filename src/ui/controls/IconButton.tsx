import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './IconButton.module.css'
import { Tip } from './Tip'

interface Props extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon
  /** What it does: its accessible name, and its tooltip unless `tip` says more. */
  readonly label: string
  readonly tip?: string
}

export function IconButton({ icon: Icon, label, tip, className, ...rest }: Props) {
  return (
    <Tip text={tip ?? label}>
      <button type="button" {...rest} className={`${styles.button} ${className ?? ''}`} aria-label={label}>
        <Icon size={17} strokeWidth={1.8} aria-hidden />
      </button>
    </Tip>
  )
}
