#!/usr/bin/env node
// The command line: src/cli, as `npm run build` has bundled it.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/cli/podpath.js', import.meta.url)

if (existsSync(built)) {
  // Whoever reads our output may have had enough (`podpath … | head`).
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit()
    throw error
  })
  const { main, processIo } = await import(built.href)
  // Only `podpath open` needs what serves the app.
  const openApp = async (...args) => (await import('../scripts/open-app.mjs')).openApp(...args)
  // A fault of ours is neither an answer nor the user's: sysexits' EX_SOFTWARE.
  const appFile = (name) => {
    const file = new URL(`../dist/app/${name}`, import.meta.url)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  process.exitCode = await main(process.argv.slice(2), { ...processIo, openApp, appFile }).catch((fault) => {
    console.error(fault)
    return 70
  })
} else {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  process.stderr.write(`podpath is not built yet. Run npm run build in ${folder}\n`)
  process.exitCode = 2
}
