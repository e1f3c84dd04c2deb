import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { DropdownMenu } from './dropdown-menu'
import styles from './SelectTrigger.module.css'

interface Props extends ComponentProps<'button'> {
  readonly chosen: string
  /** As wide as the longest of these, so that a choice moves nothing beside it. */
  readonly choices?: readonly string[]
}

/** The button of a menu in which one thing is chosen: it shows which. */
export function SelectTrigger({ chosen, choices = [], className, ...rest }: Props) {
  return (
    <DropdownMenu.Trigger {...rest} className={`${styles.select} ${className ?? ''}`}>
      <span className={styles.widest}>
        <span>{chosen}</span>
        {choices.map((each) => (
          <span key={each} aria-hidden>
            {each}
          </span>
        ))}
      </span>
      <ChevronDown size={14} aria-hidden />
    </DropdownMenu.Trigger>
  )
}
