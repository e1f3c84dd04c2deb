import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The script behind a command of an installed package, to be run by this Node: no npx, no shell, the same on Windows.
 * @param {string} packageName
 * @param {string} command
 */
export function localBin(packageName, command) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/**
 * What `node` is given to build with Vite, quietly. The configuration imports the engine (it reads the ready-made labs
 * when the app is built), which only Vite's own module runner loads as it is written.
 * @param {string[]} args
 */
export const viteBuild = (...args) => [
  localBin('vite', 'vite'),
  ...['build', '--configLoader', 'runner', '--logLevel', 'warn'],
  ...args,
]
