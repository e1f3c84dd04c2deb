import { useSyncExternalStore } from 'react'

const EVENTS = ['pointerdown', 'keydown'] as const

let hasHappened = false
const waiting = new Set<() => void>()

const stop = new AbortController()
const happen = () => {
  stop.abort()
  hasHappened = true
  for (const tell of waiting) tell()
  waiting.clear()
}
for (const event of EVENTS) addEventListener(event, happen, { capture: true, signal: stop.signal })

/** Fetches a part of the app that the first picture does without, as soon as somebody does something with it. */
export function onFirstInput(load: () => Promise<unknown>): void {
  const start = () => void load().catch(() => undefined) // whoever needs it asks again
  if (hasHappened) start()
  else waiting.add(start)
}

const subscribe = (tell: () => void) => {
  waiting.add(tell)
  return () => void waiting.delete(tell)
}

/** Whether somebody has done something: what is not part of the first picture may be drawn now. */
export const useAfterFirstInput = (): boolean => useSyncExternalStore(subscribe, () => hasHappened)
