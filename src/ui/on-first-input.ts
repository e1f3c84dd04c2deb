/** Fetches a part of the app that the first picture does without, as soon as somebody does something with it. */
export function onFirstInput(load: () => Promise<unknown>): void {
  const stop = new AbortController()
  const start = () => {
    stop.abort()
    void load().catch(() => undefined) // whoever needs it asks again
  }
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, start, { capture: true, signal: stop.signal })
}
