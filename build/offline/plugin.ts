import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const WORKER = new URL('./worker.js', import.meta.url)

/** Writes `offline.js`, the service worker, with the names of all that was built. */
export function offline(): Plugin {
  let publicDir = ''
  return {
    name: 'podpath-offline',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicDir = config.publicDir
    },
    generateBundle(_, bundle) {
      const built = Object.keys(bundle).filter((name) => !name.endsWith('.map'))
      const files = [...built, ...filesBelow(publicDir)].map((name) => `./${name}`).sort()
      const version = createHash('sha256')
        .update(JSON.stringify([files, contents(bundle)]))
        .digest('hex')
        .slice(0, 12)
      const constants = `const VERSION = '${version}'\nconst FILES = ${JSON.stringify(files)}\n`
      this.emitFile({ type: 'asset', fileName: 'offline.js', source: constants + readFileSync(WORKER, 'utf8') })
    },
  }
}

const filesBelow = (folder: string): readonly string[] =>
  folder === ''
    ? []
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        )

type Bundle = Parameters<Extract<NonNullable<Plugin['generateBundle']>, (...args: never[]) => unknown>>[1]

/** What has no hash in its name must count by its content. */
const contents = (bundle: Bundle): readonly string[] =>
  Object.values(bundle).flatMap((file) => (file.type === 'asset' ? [String(file.source)] : []))
