import type { Command } from '../command'
import { absolutePath, filesOf, isDirectory, readFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

export const LS_OPTIONS: OptionSpec = {
  program: 'ls',
  letters: '1aA',
  long: { all: 'a', 'almost-all': 'A' },
  notModelled: [...'lhtrSRdFi'],
  usageExit: 2,
}

/** GNU ls into a pipe: a name a line. Files have no owners and times here, so `-l` is none of it. */
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
    if (isDirectory(context, name)) folders.push(name)
    else if (content.ok) files.push(name)
    else {
      output.err(`ls: cannot access '${name}': ${content.error}\n`)
      exitCode = 2
    }
  }
  output.out(files.map((name) => `${name}\n`).join(''))
  for (const [index, folder] of folders.entries()) {
    const base = absolutePath(context.directory, folder)
    const start = base === '/' ? '/' : `${base}/`
    const paths = Object.keys(filesOf(context.session, context.host)).filter((path) => path.startsWith(start))
    const names = [...new Set(paths.map((path) => path.slice(start.length).replace(/\/.*$/, '')))].filter(
      (name) => name !== '',
    )
    const shown = names.filter((name) => has('a') || has('A') || !name.startsWith('.')).toSorted()
    const heading = operands.length > 1 ? `${index > 0 || files.length > 0 ? '\n' : ''}${folder}:\n` : ''
    output.out(heading + [...(has('a') ? ['.', '..'] : []), ...shown].map((name) => `${name}\n`).join(''))
  }
  return { exitCode }
}
