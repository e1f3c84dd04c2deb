import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const SOURCE = 'docs/CONFORMANCE.md'
const NAME = 'conformance.txt'

/** The app's own copy of docs/CONFORMANCE.md, as text beside it: nothing is fetched from elsewhere. */
export function conformancePage(): Plugin {
  return {
    name: 'podpath-conformance-page',
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, async (_request, response) => {
        response.setHeader('content-type', 'text/plain; charset=utf-8')
        response.end(await readFile(SOURCE))
      })
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await readFile(SOURCE) })
    },
  }
}
