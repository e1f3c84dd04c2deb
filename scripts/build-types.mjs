// The types of the library, as `tsc` writes them, with the extensions that a program under Node's own resolution needs:
// without them TypeScript finds none of the files, and silently takes everything for `any`.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.library.json'], { cwd: root, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const RELATIVE = /(\bfrom |\bimport\()(["'])(\.{1,2}\/[^"']+)\2/g
const types = join(root, 'dist/library/types')
for (const name of readdirSync(types, { recursive: true }).map(String)) {
  if (!name.endsWith('.d.ts')) continue
  const file = join(types, name)
  const text = readFileSync(file, 'utf8')
  const whole = text.replaceAll(RELATIVE, (found, word, quote, path) =>
    existsSync(join(dirname(file), `${path}.d.ts`)) ? `${word}${quote}${path}.js${quote}` : found,
  )
  if (whole !== text) writeFileSync(file, whole)
}
