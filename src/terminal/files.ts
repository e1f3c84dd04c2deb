import { fail, ok, type Result } from '../engine/result'
import type { HostName, Session } from './command'

/** Captures are bytes, all else is text. */
export type FileContent = string | Uint8Array

/**
 * A host's files by absolute path. A directory that holds something needs no entry; an empty one has one that ends in
 * a slash.
 */
export type FileSystem = Readonly<Record<string, FileContent>>

/** As `strerror` words it. */
export type FileProblem =
  | 'No such file or directory'
  | 'Is a directory'
  | 'Not a directory'
  | 'Permission denied'
  | 'File exists'
  | 'Directory not empty'
  | 'File too large'

export const HOME = '/root'

/** Directories that are there on every host. */
export const DIRECTORIES = ['/', '/etc', HOME, '/tmp']

/** A file of the lab is a page of YAML or a short capture; a runaway loop is stopped here. */
const MAX_FILE_LENGTH = 4_000_000

/** Who asks: a `CommandContext` is one. */
export interface FileView {
  readonly session: Session
  readonly host: HostName
  readonly directory: string
}

/** `path` as seen from `directory`, without dots and double slashes. */
export function absolutePath(directory: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export const filesOf = (session: Session, host: HostName): FileSystem => session.files?.[host] ?? {}

export function isDirectory(view: FileView, path: string): boolean {
  const absolute = absolutePath(view.directory, path)
  const start = absolute === '/' ? '/' : `${absolute}/`
  const files = filesOf(view.session, view.host)
  return DIRECTORIES.includes(absolute) || Object.keys(files).some((name) => name.startsWith(start))
}

export function readFile(view: FileView, path: string): Result<FileContent, FileProblem> {
  const absolute = absolutePath(view.directory, path)
  if (absolute === '/dev/null') return ok('')
  if (isDirectory(view, path)) return fail('Is a directory')
  const files = filesOf(view.session, view.host)
  const content = Object.hasOwn(files, absolute) ? files[absolute] : undefined
  if (content !== undefined && !path.endsWith('/')) return ok(content)
  const isInFile = parentsOf(absolute).some((parent) => Object.hasOwn(files, parent)) || content !== undefined
  return fail(isInFile ? 'Not a directory' : 'No such file or directory')
}

/** The file as text; bytes that are none stand for the characters of the same number. */
export function readText(view: FileView, path: string): Result<string, FileProblem> {
  const content = readFile(view, path)
  if (!content.ok) return content
  return ok(typeof content.value === 'string' ? content.value : latin1(content.value))
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** The session with that file in it. */
export function writeFile(view: FileView, path: string, content: FileContent): Result<Session, FileProblem> {
  const absolute = absolutePath(view.directory, path)
  if (absolute === '/dev/null') return ok(view.session)
  if (isDirectory(view, path) || path.endsWith('/')) return fail('Is a directory')
  if (content.length > MAX_FILE_LENGTH) return fail('File too large')
  const files = filesOf(view.session, view.host)
  const parents = parentsOf(absolute)
  if (parents.some((parent) => Object.hasOwn(files, parent))) return fail('Not a directory')
  if (!isDirectory(view, parents.at(-1) ?? '/')) return fail('No such file or directory')
  return ok(withFiles(view, { ...files, [absolute]: content }))
}

export const withFiles = ({ session, host }: FileView, files: FileSystem): Session => ({
  ...session,
  files: { ...session.files, [host]: files },
})

/** `/a/b/c` → `/`, `/a`, `/a/b`. */
function parentsOf(absolute: string): readonly string[] {
  const parts = absolute.split('/').slice(1, -1)
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)]
}
