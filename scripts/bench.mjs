// `npm run bench`: the engine's benchmark, then the page's. Figures go to stdout as Markdown tables.
//   npm run bench -- engine       only one of them
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ensureChromium } from './find-chromium.mjs'
import { root, viteBuild } from './local-bin.mjs'

/** Bundled first: run module by module through a transformer, the engine would be slower than it is. */
async function engine() {
  const outDir = join(root, 'node_modules', '.cache', 'bench')
  await build({
    root,
    configLoader: 'runner',
    logLevel: 'warn',
    build: { ssr: 'bench/engine/main.ts', outDir, emptyOutDir: true, target: 'node20', minify: false },
  })
  await import(pathToFileURL(join(outDir, 'main.js')).href)
}

async function page() {
  process.env.CHROMIUM_PATH = await ensureChromium(console.error)
  const run = (/** @type {string[]} */ args) => {
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) process.exit(status ?? 1)
  }
  run(viteBuild())
  run([join(root, 'bench/page/run.mjs')])
}

const benches = { engine, page }
const [wanted] = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted !== undefined && wanted !== name) continue
  await bench()
  console.log('')
}
