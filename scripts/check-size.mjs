// The first load's budget: what index.html makes a browser fetch before it shows anything, compressed.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseAst } from 'vite'
import { APP_FOLDER } from './serve.mjs'

const BUDGET_BYTES = 350_000

/** The scripts that `html` names, as paths. @param {string} html */
function scriptsOf(html) {
  const scripts = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)]
  const preloads = [...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*>/g)].flatMap(([tag]) => [
    ...tag.matchAll(/\bhref="([^"]+)"/g),
  ])
  return [...scripts, ...preloads].map(([, path = '']) => join(APP_FOLDER, path))
}

/** What a script imports before it runs; `import()` is later. @param {string} file */
function staticImports(file) {
  const statements = parseAst(readFileSync(file, 'utf8')).body
  return statements
    .flatMap((statement) => ('source' in statement && statement.source ? [statement.source.value] : []))
    .map((path) => join(dirname(file), path))
}

function eagerScripts() {
  const files = new Set(scriptsOf(readFileSync(join(APP_FOLDER, 'index.html'), 'utf8')))
  for (const file of files) for (const imported of staticImports(file)) files.add(imported) // a Set may grow as it is walked
  return [...files]
}

const built = existsSync(join(APP_FOLDER, 'index.html'))
if (!built) console.error('There is no built app to measure; `npm run build` makes one.')
const sizes = (built ? eagerScripts() : [])
  .map((file) => ({ file: relative(APP_FOLDER, file), bytes: gzipSync(readFileSync(file)).length }))
  .sort((a, b) => b.bytes - a.bytes)
const totalBytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`

for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`)
console.log(`${kilobytes(totalBytes)}  first load, scripts, gzip; the budget is ${BUDGET_BYTES / 1000} kB`)
if (built && sizes.length === 0) console.error('index.html loads no script: nothing was measured')
if (sizes.length === 0 || totalBytes > BUDGET_BYTES) process.exitCode = 1
