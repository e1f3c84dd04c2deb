/** Lets the browser keep the app, once it is shown, so that it opens without a network; a browser that will not, need not. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const keep = () => void navigator.serviceWorker.register('./offline.js').catch(() => undefined)
  const whenIdle = () => requestIdleCallback(keep, { timeout: 3_000 })
  if (document.readyState === 'complete') whenIdle()
  else addEventListener('load', whenIdle, { once: true })
}
