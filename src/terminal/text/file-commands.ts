import { ok, type Result } from '../../engine/result'
import type { Command, CommandContext, CommandEnd } from '../command'
import { copyTree, entriesOf, kindOf, makeDirectory, nameOf, removeTree } from '../file-tree'
import { absolutePath, type FileProblem, type FileView, isDirectory, writeFile } from '../files'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'

// GNU coreutils 9.1. Files have no owners, times and modes in the lab.

export const MKDIR_OPTIONS: OptionSpec = {
  program: 'mkdir',
  letters: 'pv',
  long: { parents: 'p', verbose: 'v' },
  notModelled: ['m', 'Z', 'mode'],
}
export const RMDIR_OPTIONS: OptionSpec = {
  program: 'rmdir',
  letters: 'pv',
  long: { parents: 'p', verbose: 'v' },
  notModelled: ['ignore-fail-on-non-empty'],
}
export const TOUCH_OPTIONS: OptionSpec = {
  program: 'touch',
  letters: 'cam',
  long: { 'no-create': 'c' },
  notModelled: ['d', 't', 'r', 'h', 'date', 'reference', 'time'],
}
export const RM_OPTIONS: OptionSpec = {
  program: 'rm',
  letters: 'frRdv',
  long: { force: 'f', recursive: 'r', dir: 'd', verbose: 'v' },
  notModelled: ['i', 'I', 'interactive'],
}
export const CP_OPTIONS: OptionSpec = {
  program: 'cp',
  letters: 'rRafvp',
  long: { recursive: 'r', archive: 'a', force: 'f', verbose: 'v' },
  notModelled: [...'inulsbtTxd', 'no-clobber', 'update', 'target-directory'],
}
export const MV_OPTIONS: OptionSpec = {
  program: 'mv',
  letters: 'fv',
  long: { force: 'f', verbose: 'v' },
  notModelled: [...'inubtT', 'no-clobber', 'update', 'target-directory'],
}

/** What one command does to the files, step by step. */
interface Work {
  view: FileView
  exitCode: number
  readonly say: (text: string) => void
}

function workOf(program: string, context: CommandContext): Work {
  const work: Work = {
    view: { session: context.session, host: context.host, directory: context.directory },
    exitCode: 0,
    say: (text) => {
      context.output.err(`${program}: ${text}\n`)
      work.exitCode = 1
    },
  }
  return work
}

const ended = ({ view, exitCode }: Work): CommandEnd => ({ exitCode, session: view.session })

function missing(program: string, what: string, { output }: CommandContext): CommandEnd {
  output.err(`${program}: missing ${what}\nTry '${program} --help' for more information.\n`)
  return { exitCode: 1 }
}

export const mkdirCommand: Command = (words, context) => {
  const given = gnuOptions(MKDIR_OPTIONS, words, context)
  if (isEnd(given)) return given
  if (given.operands.length === 0) return missing('mkdir', 'operand', context)
  const work = workOf('mkdir', context)
  const make = (path: string, isAsked: boolean): boolean => {
    if (given.has('p') && isDirectory(work.view, path)) return true
    const made = makeDirectory(work.view, path)
    if (made.ok) work.view = { ...work.view, session: made.value }
    else work.say(`cannot create directory ‘${path}’: ${made.error}`)
    if (made.ok && given.has('v')) context.output.out(`mkdir: created directory '${path}'\n`)
    return made.ok || !isAsked
  }
  for (const path of given.operands) {
    const parts = path.replace(/\/+$/, '').split('/')
    const above = given.has('p') ? parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/')) : []
    if (above.filter((part) => part !== '').every((part) => make(part, true))) make(path, true)
  }
  return ended(work)
}

export const rmdirCommand: Command = (words, context) => {
  const given = gnuOptions(RMDIR_OPTIONS, words, context)
  if (isEnd(given)) return given
  if (given.operands.length === 0) return missing('rmdir', 'operand', context)
  const work = workOf('rmdir', context)
  for (const path of given.operands) {
    const parts = path.replace(/\/+$/, '').split('/')
    const all = given.has('p') ? parts.map((_, i) => parts.slice(0, parts.length - i).join('/')) : [path]
    for (const folder of all) {
      const problem = whyNotRemoved(work.view, folder)
      if (problem !== undefined) {
        work.say(`failed to remove '${folder}': ${problem}`)
        break
      }
      if (given.has('v')) context.output.out(`rmdir: removing directory, '${folder}'\n`)
      work.view = { ...work.view, session: removeTree(work.view, folder) }
    }
  }
  return ended(work)
}

function whyNotRemoved(view: FileView, folder: string): FileProblem | undefined {
  const kind = kindOf(view, folder)
  if (!kind.ok) return kind.error
  if (kind.value === 'file') return 'Not a directory'
  return entriesOf(view, folder).length > 0 ? 'Directory not empty' : undefined
}

export const touchCommand: Command = (words, context) => {
  const given = gnuOptions(TOUCH_OPTIONS, words, context)
  if (isEnd(given)) return given
  if (given.operands.length === 0) return missing('touch', 'file operand', context)
  const work = workOf('touch', context)
  for (const path of given.operands) {
    if (kindOf(work.view, path).ok || given.has('c')) continue
    const written = writeFile(work.view, path, '')
    if (written.ok) work.view = { ...work.view, session: written.value }
    else work.say(`cannot touch '${path}': ${written.error}`)
  }
  return ended(work)
}

export const rmCommand: Command = (words, context) => {
  const given = gnuOptions(RM_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  if (operands.length === 0) return has('f') ? { exitCode: 0 } : missing('rm', 'operand', context)
  const work = workOf('rm', context)
  const isRecursive = has('r') || has('R')
  for (const path of operands) {
    const kind = kindOf(work.view, path)
    if (!kind.ok) {
      if (!has('f')) work.say(`cannot remove '${path}': ${kind.error}`)
      continue
    }
    if (['.', '..', '/'].includes(nameOf(path))) {
      work.say(`refusing to remove '.' or '..' directory: skipping '${path}'`)
      continue
    }
    const isFolder = kind.value === 'directory'
    if (isFolder && !isRecursive && !has('d')) {
      work.say(`cannot remove '${path}': Is a directory`)
      continue
    }
    if (isFolder && !isRecursive && entriesOf(work.view, path).length > 0) {
      work.say(`cannot remove '${path}': Directory not empty`)
      continue
    }
    work.view = { ...work.view, session: removeTree(work.view, path) }
    if (has('v')) context.output.out(`removed ${isFolder ? 'directory ' : ''}'${path}'\n`)
  }
  return ended(work)
}

/** Where each of the sources goes: into the directory that the last operand names, or there under its name. */
function targetsOf(
  program: string,
  operands: readonly string[],
  context: CommandContext,
): readonly (readonly [from: string, to: string])[] | CommandEnd {
  const { output } = context
  const target = operands.at(-1)
  const sources = operands.slice(0, -1)
  const [first] = operands
  if (target === undefined) return missing(program, 'file operand', context)
  if (sources.length === 0) return missing(program, `destination file operand after '${first}'`, context)
  const isFolder = isDirectory(context, target)
  if (sources.length > 1 && !isFolder) {
    const kind = kindOf(context, target)
    output.err(`${program}: target '${target}': ${kind.ok ? 'Not a directory' : kind.error}\n`)
    return { exitCode: 1 }
  }
  const inside = (from: string): string => `${target.replace(/\/+$/, '')}/${nameOf(from)}`
  return sources.map((from) => [from, isFolder ? inside(from) : target])
}

const isPairs = (targets: ReturnType<typeof targetsOf>): targets is readonly (readonly [from: string, to: string])[] =>
  Array.isArray(targets)

export const cpCommand: Command = (words, context) => {
  const given = gnuOptions(CP_OPTIONS, words, context)
  if (isEnd(given)) return given
  const targets = targetsOf('cp', given.operands, context)
  if (!isPairs(targets)) return targets
  const work = workOf('cp', context)
  const isRecursive = ['r', 'R', 'a'].some((letter) => given.has(letter))
  for (const [from, to] of targets) {
    const kind = kindOf(work.view, from)
    if (!kind.ok) work.say(`cannot stat '${from}': ${kind.error}`)
    else if (kind.value === 'directory' && !isRecursive) work.say(`-r not specified; omitting directory '${from}'`)
    else if (isSame(work.view, from, to)) work.say(`'${from}' and '${to}' are the same file`)
    else {
      const copied = copyOf(work.view, from, to)
      if (copied.ok) work.view = { ...work.view, session: copied.value }
      else work.say(`cannot create regular file '${to}': ${copied.error}`)
      if (copied.ok && given.has('v')) context.output.out(`'${from}' -> '${to}'\n`)
    }
  }
  return ended(work)
}

/** To a name with a slash behind it, where no directory is, nothing is written. */
const copyOf = (view: FileView, from: string, to: string): ReturnType<typeof copyTree> =>
  to.endsWith('/') && !kindOf(view, to).ok && kindOf(view, from).ok && !isDirectory(view, from)
    ? { ok: false, error: 'Not a directory' }
    : copyTree(view, from, to)

const isSame = (view: FileView, from: string, to: string): boolean =>
  absolutePath(view.directory, from) === absolutePath(view.directory, to)

export const mvCommand: Command = (words, context) => {
  const given = gnuOptions(MV_OPTIONS, words, context)
  if (isEnd(given)) return given
  const targets = targetsOf('mv', given.operands, context)
  if (!isPairs(targets)) return targets
  const work = workOf('mv', context)
  for (const [from, to] of targets) {
    const kind = kindOf(work.view, from)
    if (!kind.ok) work.say(`cannot stat '${from}': ${kind.error}`)
    else if (isSame(work.view, from, to)) work.say(`'${from}' and '${to}' are the same file`)
    else {
      const moved = movedTree(work.view, from, to)
      if (moved.ok) work.view = { ...work.view, session: moved.value }
      else work.say(`cannot move '${from}' to '${to}': ${moved.error}`)
      if (moved.ok && given.has('v')) context.output.out(`renamed '${from}' -> '${to}'\n`)
    }
  }
  return ended(work)
}

function movedTree(view: FileView, from: string, to: string): Result<FileView['session'], FileProblem> {
  const copied = copyOf(view, from, to)
  return copied.ok ? ok(removeTree({ ...view, session: copied.value }, from)) : copied
}

export const basenameCommand: Command = (words, context) => {
  const [path, suffix = ''] = words.filter((word) => word !== '--')
  if (path === undefined) return missing('basename', 'operand', context)
  const name = nameOf(path)
  const isCut = suffix !== '' && name !== suffix && name.endsWith(suffix)
  context.output.out(`${isCut ? name.slice(0, -suffix.length) : name}\n`)
  return { exitCode: 0 }
}

export const dirnameCommand: Command = (words, context) => {
  const paths = words.filter((word) => word !== '--')
  if (paths.length === 0) return missing('dirname', 'operand', context)
  for (const path of paths) {
    const trimmed = path.replace(/\/+$/, '')
    const folder = trimmed.replace(/\/*[^/]*$/, '')
    context.output.out(`${folder !== '' ? folder : path.startsWith('/') ? '/' : '.'}\n`)
  }
  return { exitCode: 0 }
}
