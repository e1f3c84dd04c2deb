import { readFile } from 'node:fs/promises'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { scriptHashes } from '../../scripts/serve.mjs'
import { labPlugin } from '../lab-plugin.ts'
import { slimCytoscape } from '../slim-cytoscape.ts'

const FRAME = new URL('./page.html', import.meta.url)
const ENTRY = 'src/ui/embed/single-page.tsx'
/** `src/ui/export/PagePane.tsx` and `src/cli/export.ts` ask for it by this name. */
const NAME = 'lab-page.html'
/** A worker is a file of its own: what asks one asks on the page itself. */
const WITHOUT_WORKERS = [{ find: './ask-toll', replacement: './ask-toll-here' }]

/** Makes the empty page that an exported lab is put into, beside the app: one file with script and style in it. */
export function singlePage(): Plugin {
  let isApp = true
  return {
    name: 'podpath-single-page',
    configResolved: ({ build: { ssr } }) => {
      // What is bundled for Node has no page.
      isApp = !ssr
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, (_request, response, next) => {
        singleFile().then((html) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html), next)
      })
    },
    async generateBundle() {
      if (isApp) this.emitFile({ type: 'asset', fileName: NAME, source: await singleFile() })
    },
  }
}

async function singleFile(): Promise<string> {
  const { script, style } = await bundled()
  const frame = await readFile(FRAME, 'utf8')
  const html = frame.replace('/* style */', () => style).replace('/* script */', () => script)
  return html.replace('POLICY', () => policyOf(html))
}

/** It asks nobody for anything, not even whoever serves it. */
const policyOf = (html: string): string =>
  [
    "default-src 'none'",
    `script-src${scriptHashes(html)}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

async function bundled(): Promise<{ readonly script: string; readonly style: string }> {
  const result = await build({
    configFile: false,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [react(), labPlugin(), slimCytoscape()],
    resolve: { alias: WITHOUT_WORKERS },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: ENTRY, output: { codeSplitting: false } },
    },
  })
  if (!('output' in result)) throw new Error(`${ENTRY}: one bundle was expected`)
  const scripts = result.output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
  const others = result.output.flatMap((file) => (file.type === 'asset' ? [file] : []))
  const styles = others.filter(({ fileName }) => fileName.endsWith('.css')).map(({ source }) => String(source))
  if (scripts.length !== 1 || others.length !== styles.length) {
    throw new Error(`${ENTRY} needs other files: ${result.output.map(({ fileName }) => fileName).join(', ')}`)
  }
  return { script: inlineScript(scripts.join('')), style: styles.join('').replaceAll('</style', '<\\/style') }
}

/** As it may stand in a page: in JavaScript only strings and patterns can hold `</script`, and there a backslash changes nothing. */
function inlineScript(code: string): string {
  if (code.includes('<!--')) throw new Error('"<!--" in the script: a page would read past its end')
  return code.replaceAll(/<\/(?=script)/gi, '<\\/')
}
