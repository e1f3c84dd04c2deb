import { readFile } from 'node:fs/promises'
import { type Plugin, runnerImport } from 'vite'

type ParseLab = typeof import('../src/io/parse-lab')

/**
 * Lets the app import `src/labs/*.yaml` as `{ source, document }`, parsed when it is built, so that the YAML library is
 * not part of the first load. A lab that does not parse stops the build.
 */
export function labPlugin(): Plugin {
  return {
    name: 'podpath-labs',
    enforce: 'pre',
    async load(id) {
      const file = id.split('?', 1)[0] ?? ''
      if (!/[\\/]src[\\/]labs[\\/][^\\/]+\.yaml$/.test(file)) return null
      this.addWatchFile(file)
      const source = await readFile(file, 'utf8')
      const { parseLab } = (await runnerImport<ParseLab>('./src/io/parse-lab.ts')).module
      const parsed = parseLab(source, file)
      if (!parsed.ok) this.error(`${file}: ${JSON.stringify(parsed.error, undefined, 2)}`)
      return { code: `export default ${JSON.stringify({ source, document: parsed.value.document })}`, moduleType: 'js' }
    },
  }
}
