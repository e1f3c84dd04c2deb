// `npm run conformance`: random topologies in a real kernel, against the engine. See src/conformance/main.ts.
// With `--install` only what it needs is installed, where apt-get can.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { administrator, has, installPackages } from './install-packages.mjs'
import { root } from './local-bin.mjs'

const outDir = join(root, 'node_modules', '.cache', 'conformance')
await build({
  root,
  configLoader: 'runner',
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/conformance/main.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
  },
})
const { main, packagesToInstall } = await import(pathToFileURL(join(outDir, 'main.js')).href)
const args = process.argv.slice(2)
if (args.includes('--install')) {
  // What it needs, where that can be installed without asking; where not, the run itself says what is missing.
  const missing = packagesToInstall()
  const can = has('apt-get') && administrator() !== undefined
  const problem = missing.length === 0 ? undefined : can ? installPackages(missing) : 'no apt-get, or no way to be root'
  if (problem) console.error(`conformance: ${missing.join(', ')} not installed: ${problem}`)
} else {
  process.exitCode = await main(args, { root, freshSeed: Math.floor(Math.random() * 1e9) })
}
