import { clockAt, timeOfDay } from '../clock'
import type { Command, CommandContext } from '../command'
import { entriesOf } from '../file-tree'
import { absolutePath, isDirectory, readFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

export const LS_OPTIONS: OptionSpec = {
  program: 'ls',
  letters: '1aAldpFr',
  long: { all: 'a', 'almost-all': 'A', directory: 'd', classify: 'F', reverse: 'r' },
  notModelled: [...'htSRimnogsucqx', 'human-readable', 'recursive', 'color', 'size'],
  usageExit: 2,
}

/** GNU ls into a pipe: a name a line. Files have no owners, modes and times here: with `-l` all are root's, and as old as the lab. */
export const lsCommand: Command = (words, context) => {
  const given = gnuOptions(LS_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  const { output } = context
  let exitCode = 0
  const files: string[] = []
  const folders: string[] = []
  for (const name of operands.length === 0 ? ['.'] : operands.toSorted()) {
    const content = readFile(context, name)
    if (isDirectory(context, name)) (has('d') ? files : folders).push(name)
    else if (content.ok) files.push(name)
    else {
      output.err(`ls: cannot access '${name}': ${content.error}\n`)
      exitCode = 2
    }
  }
  const style = { isLong: has('l'), marksFolders: has('p') || has('F') }
  const inOrder = <T>(names: readonly T[]): readonly T[] => (has('r') ? names.toReversed() : names)
  output.out(linesOf(inOrder(files), '.', context, style))
  for (const [index, folder] of inOrder(folders).entries()) {
    const shown = entriesOf(context, folder).filter((name) => has('a') || has('A') || !name.startsWith('.'))
    const heading = operands.length > 1 ? `${index > 0 || files.length > 0 ? '\n' : ''}${folder}:\n` : ''
    const names = inOrder([...(has('a') ? ['.', '..'] : []), ...shown])
    const total = style.isLong ? `total ${names.reduce((sum, name) => sum + blocksOf(name, folder, context), 0)}\n` : ''
    output.out(heading + total + linesOf(names, folder, context, style))
  }
  return { exitCode }
}

interface Style {
  readonly isLong: boolean
  readonly marksFolders: boolean
}

const placeOf = (name: string, folder: string, { directory }: CommandContext): string =>
  absolutePath(absolutePath(directory, folder), name)

const FOLDER_BYTES = 4096

function bytesOf(name: string, folder: string, context: CommandContext): number {
  const place = placeOf(name, folder, context)
  if (isDirectory(context, place)) return FOLDER_BYTES
  const content = readFile(context, place)
  if (!content.ok) return 0
  return typeof content.value === 'string' ? utf8Length(content.value) : content.value.length
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return bytes
}

/** In units of 1024 bytes, of a file system with blocks of 4096. */
const blocksOf = (name: string, folder: string, context: CommandContext): number =>
  Math.ceil(bytesOf(name, folder, context) / 4096) * 4

function linesOf(names: readonly string[], folder: string, context: CommandContext, style: Style): string {
  const sizes = names.map((name) => String(bytesOf(name, folder, context)))
  const width = Math.max(0, ...sizes.map(({ length }) => length))
  const age = `Sep 13 ${timeOfDay(clockAt(0)).slice(0, 5)}`
  return names
    .map((name, i) => {
      const isFolder = isDirectory(context, placeOf(name, folder, context))
      const mark = isFolder && style.marksFolders && !name.endsWith('/') ? '/' : ''
      if (!style.isLong) return `${name}${mark}\n`
      const mode = isFolder ? 'drwxr-xr-x 2' : '-rw-r--r-- 1'
      return `${mode} root root ${(sizes[i] ?? '').padStart(width)} ${age} ${name}${mark}\n`
    })
    .join('')
}
