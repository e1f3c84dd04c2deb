import { Tooltip } from 'radix-ui'
import type { FocusEvent, ReactNode } from 'react'
import styles from './Tip.module.css'

interface Props {
  readonly text: string
  readonly children: ReactNode
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
}

/** Whether the last thing a person did was to press Tab. */
let tabbed = false
const noteInput = (event: Event): void => {
  tabbed = event instanceof KeyboardEvent && event.key === 'Tab'
}
addEventListener('keydown', noteInput, { capture: true })
addEventListener('pointerdown', noteInput, { capture: true })

/** A menu that closes gives its button the focus back: then nobody asked for a hint. */
function onlyByTab(event: FocusEvent): void {
  if (!tabbed) event.preventDefault()
}

/** A tooltip on its one child. */
export function Tip({ text, children, side = 'bottom' }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild onFocus={onlyByTab}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
