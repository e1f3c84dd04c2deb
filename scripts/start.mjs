// `npm start`: builds the app if its sources changed, serves it on this machine, and opens it where there is a desktop.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, viteBuild } from './local-bin.mjs'
import { hasDesktop, openBrowser } from './open-browser.mjs'
import { APP_FOLDER, HOST, serveApp } from './serve.mjs'

const SOURCES = ['src', 'build', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json']

/** When `path`, or the newest file below it, was last changed. @param {string} path @returns {number} */
function changedMs(path) {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => changedMs(join(path, name))))
}

function buildIfNeeded() {
  const built = join(APP_FOLDER, 'index.html')
  const newestSourceMs = Math.max(...SOURCES.map((source) => changedMs(join(root, source))))
  if (existsSync(built) && changedMs(built) >= newestSourceMs) return
  console.log('Building the app …')
  const { status } = spawnSync(process.execPath, viteBuild(), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
}

async function start() {
  const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false } } })
  const wanted = process.env.PORT
  if (wanted !== undefined && !/^\d{1,5}$/.test(wanted)) throw new Error(`PORT is "${wanted}", which is no port number`)
  buildIfNeeded()
  const server = await serveApp(wanted === undefined ? {} : { port: Number(wanted), strictPort: true }).catch(
    (error) => {
      throw error.code === 'EADDRINUSE'
        ? new Error(`Port ${error.port} of ${HOST} is taken; name another: PORT=8080 npm start`)
        : error
    },
  )
  console.log(`\nPodpath is at ${server.url}\n\nCtrl-C ends it.`)
  if (!values['no-open'] && hasDesktop()) openBrowser(server.url)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => server.close().then(() => process.exit(0)))
  }
}

start().catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
