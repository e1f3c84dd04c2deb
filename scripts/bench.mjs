// `npm run bench`: the engine's benchmark, an import's, a terminal's, the screen's, and the canvas's on large labs. Figures go to stdout as Markdown tables.
//   npm run bench -- engine       only one of them
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ensureChromium } from './find-chromium.mjs'
import { root, viteBuild } from './local-bin.mjs'

/**
 * Bundled first: run module by module through a transformer, the engine would be slower than it is. Each run has a folder
 * of its own, so that two at once do not take away each other's bundle.
 * @param {string} name
 */
async function bundled(name) {
  const outDir = join(root, 'node_modules', '.cache', `bench-${name}-${process.pid}`)
  await build({
    root,
    configLoader: 'runner',
    logLevel: 'warn',
    build: {
      ssr: `bench/${name}/main.ts`,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  try {
    await import(pathToFileURL(join(outDir, 'main.js')).href)
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}

const engine = () => bundled('engine')

/** Exports of large clusters, to a lab; the largest to a picture in the built app. */
async function importing() {
  const folder = mkdtempSync(join(tmpdir(), 'podpath-bench-'))
  const cluster = join(folder, 'cluster.yaml')
  process.env.BENCH_CLUSTER = cluster
  try {
    await bundled('import')
    run(viteBuild())
    console.log('')
    run([join(root, 'bench/import/run.mjs'), cluster])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lines and keys in a terminal. */
const terminal = () => bundled('terminal')

/** The built app on the reference lab. */
async function screen() {
  run(viteBuild())
  run([join(root, 'bench/screen/run.mjs')])
}

/** The canvas alone on large labs, beside one drawn by hand. */
async function page() {
  run([join(root, 'bench/page/run.mjs')])
}

/** @param {string[]} args */
function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}

const benches = { engine, import: importing, terminal, screen, page }
const [wanted] = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted !== undefined && wanted !== name) continue
  if (name !== 'engine' && name !== 'terminal') process.env.CHROMIUM_PATH ??= await ensureChromium(console.error)
  await bench()
  console.log('')
}
