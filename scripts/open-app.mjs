import { existsSync } from 'node:fs'
import { hasDesktop, openBrowser } from './open-browser.mjs'
import { APP_FOLDER, serveApp } from './serve.mjs'

/**
 * Serves the built app, says where, and opens it in the browser where there is a desktop. Done when Ctrl-C ends it.
 * @param {string} fragment of the address, with its `#`
 * @param {{ readonly port?: number, readonly quietly: boolean }} options
 */
export async function openApp(fragment, { port, quietly }) {
  if (!existsSync(APP_FOLDER)) throw new Error(`it is not built (${APP_FOLDER}); run npm run build`)
  const server = await serveApp(port === undefined ? {} : { port, strictPort: true })
  const address = server.url + fragment
  console.log(`${address}\nCtrl-C ends it.`)
  if (!quietly && hasDesktop()) openBrowser(address)
  await new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, resolve)
  })
  await server.close()
}
