// @ts-nocheck A service worker has other globals than the page that the project is typed for.
// The service worker: keeps the whole app in the browser after the first load, so that it opens and works without a
// network. `FILES` and `VERSION` are written in by build/offline/plugin.ts.
/* global FILES, VERSION */

const CACHE = `podpath ${VERSION}`

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => skipWaiting()),
  )
})

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => isOldOne(name)).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  )
})

const isOldOne = (name) => name.startsWith('podpath ') && name !== CACHE

addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request
  if (method !== 'GET' || !url.startsWith(registration.scope)) return
  event.respondWith(mode === 'navigate' ? page(event.request) : kept(event.request))
})

/** The newest page there is: its scripts' names change with what is in them. */
const page = (request) => fetch(request).catch(() => caches.match('./index.html', { cacheName: CACHE }))

/** Files of this version never change. */
const kept = async (request) => (await caches.match(request, { ignoreSearch: true })) ?? fetch(request)
