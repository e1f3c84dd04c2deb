import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import type { PingEnd } from '../../playback/ping-end'

const ICONS = { answered: CircleCheck, lost: CircleX, unknown: CircleHelp } as const

/** How a ping ended, as a sign. */
export function EndIcon({ end, size }: { readonly end: PingEnd; readonly size: number }) {
  const Icon = ICONS[end]
  return <Icon size={size} aria-hidden />
}
