import { Slot } from 'radix-ui'
import type { ReactNode } from 'react'

export type TipSide = 'top' | 'bottom' | 'left' | 'right'

interface Props {
  readonly text: string
  readonly children: ReactNode
  readonly side?: TipSide
}

/** A hint on its one child; TipLayer shows the hint of whatever is pointed at. */
export function Tip({ text, children, side = 'bottom' }: Props) {
  return (
    <Slot.Root data-tip={text} data-tip-side={side}>
      {children}
    </Slot.Root>
  )
}
