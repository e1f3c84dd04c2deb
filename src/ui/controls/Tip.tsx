import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Tip.module.css'

interface Props {
  readonly text: string
  readonly children: ReactNode
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}

/** A tooltip on its one child. */
export function Tip({ text, children, side = 'bottom' }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
