/** Fetches a part of the app that the first picture does without, once the page has nothing else to do. */
export function whenIdle(load: () => Promise<unknown>): void {
  const start = () => void load().catch(() => undefined) // whoever needs it asks again
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start)
  else setTimeout(start, 1000)
}
