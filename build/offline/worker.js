// The service worker: keeps the whole app in the browser after the first load, so that it opens and works without a
// network. `FILES` and `VERSION` are written in by build/offline/plugin.ts.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const CACHE = `podpath ${VERSION}`

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => isOldOne(name)).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

const isOldOne = (/** @type {string} */ name) => name.startsWith('podpath ') && name !== CACHE

worker.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request
  if (method !== 'GET' || !url.startsWith(worker.registration.scope)) return
  event.respondWith(mode === 'navigate' ? page(event.request) : kept(event.request))
})

/**
 * The newest page there is: its scripts' names change with what is in them.
 * @param {Request} request
 */
const page = (request) =>
  fetch(request).catch(async () => (await caches.match('./index.html', { cacheName: CACHE })) ?? Response.error())

/**
 * Files of this version never change.
 * @param {Request} request
 */
const kept = async (request) => (await caches.match(request, { ignoreSearch: true })) ?? fetch(request)
