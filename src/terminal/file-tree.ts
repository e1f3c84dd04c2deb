import { fail, ok, type Result } from '../engine/result'
import type { Session } from './command'
import {
  absolutePath,
  type FileProblem,
  type FileSystem,
  type FileView,
  filesOf,
  isDirectory,
  readFile,
  withFiles,
  writeFile,
} from './files'

// What mkdir, rm, cp and mv do to a host's files. An empty directory is an entry whose name ends in a slash.

/** What stands there: a file, a directory, or why neither does. */
export function kindOf(view: FileView, path: string): Result<'file' | 'directory', FileProblem> {
  if (isDirectory(view, path)) return ok('directory')
  const content = readFile(view, path)
  return content.ok ? ok('file') : content
}

/** The last part of the name, whatever slashes stand behind it. */
export const nameOf = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '') || '/'

const folderOf = (absolute: string): string => absolute.replace(/\/[^/]*$/, '') || '/'

/** A directory that loses what is in it stays: it gets an entry of its own. */
function keepingFolder(view: FileView, absolute: string, files: FileSystem): FileSystem {
  const folder = folderOf(absolute)
  const next = { ...view, session: withFiles(view, files) }
  return folder === '/' || isDirectory(next, folder) ? files : { ...files, [`${folder}/`]: '' }
}

export function makeDirectory(view: FileView, path: string): Result<Session, FileProblem> {
  const absolute = absolutePath(view.directory, path)
  if (kindOf(view, absolute).ok) return fail('File exists')
  const parent = kindOf(view, folderOf(absolute))
  if (!parent.ok) return parent
  if (parent.value === 'file') return fail('Not a directory')
  return ok(withFiles(view, { ...filesOf(view.session, view.host), [`${absolute}/`]: '' }))
}

/** The file, or the directory with all that is in it. */
export function removeTree(view: FileView, path: string): Session {
  const absolute = absolutePath(view.directory, path)
  const left = Object.entries(filesOf(view.session, view.host)).filter(
    ([name]) => name !== absolute && !name.startsWith(`${absolute}/`),
  )
  return withFiles(view, keepingFolder(view, absolute, Object.fromEntries(left)))
}

/** Names of what is directly in the directory. */
export function entriesOf(view: FileView, path: string): readonly string[] {
  const absolute = absolutePath(view.directory, path)
  const start = absolute === '/' ? '/' : `${absolute}/`
  const below = Object.keys(filesOf(view.session, view.host)).filter((name) => name.startsWith(start))
  const names = below.map((name) => name.slice(start.length).replace(/\/.*$/, ''))
  return [...new Set(names)].filter((name) => name !== '').toSorted()
}

/** A copy of the file, or of the directory with all that is in it. */
export function copyTree(view: FileView, from: string, to: string): Result<Session, FileProblem> {
  const [source, target] = [from, to].map((path) => absolutePath(view.directory, path)) as [string, string]
  const kind = kindOf(view, source)
  if (!kind.ok) return kind
  if (kind.value === 'file') {
    const content = readFile(view, source)
    return content.ok ? writeFile(view, to.endsWith('/') ? `${target}/` : target, content.value) : content
  }
  const files = filesOf(view.session, view.host)
  const copies = Object.entries(files).flatMap(([name, content]) =>
    name.startsWith(`${source}/`) ? [[target + name.slice(source.length), content] as const] : [],
  )
  return ok(withFiles(view, { ...files, [`${target}/`]: '', ...Object.fromEntries(copies) }))
}
