// `npm run conformance`: random topologies in a real kernel, against the engine. See src/conformance/main.ts.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
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
const { main } = await import(pathToFileURL(join(outDir, 'main.js')).href)
process.exitCode = await main(process.argv.slice(2), { root, freshSeed: Math.floor(Math.random() * 1e9) })
