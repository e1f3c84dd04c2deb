/** What all of calicoctl's verbs on resources share: calicoctl/commands/common/resources.go, `ExecuteConfigCommand`. */
import type { Issue } from '../../engine/issue'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { fail, ok, type Result } from '../../engine/result'
import { isoTime, wallClock } from '../clock'
import type { CommandContext } from '../command'
import { absolutePath, filesOf, isDirectory, readText } from '../files'
import { applyObject, type Client, createObject, deleteObject, getObject, updateObject } from './actions'
import { type CalicoError, other } from './calico-error'
import { listObjects, type Stored } from './calico-store'
import type { DocoptArguments } from './docopt'
import { API_VERSION, type CalicoKind, type CalicoObject } from './kind'
import { calicoKinds, UNMODELLED_WORDS } from './kinds'
import { type Loaded, loadObjects } from './load-objects'
import { patchObject } from './patch'

export type Action = 'apply' | 'create' | 'replace' | 'delete' | 'get' | 'patch'

/** What was got: one object, or a list of a kind; undefined stands for one that was not there. */
export interface Got {
  readonly kind: CalicoKind
  readonly objects: readonly Stored[]
  readonly isList: boolean
}

export interface Results {
  readonly document: LabDocument
  readonly resources: number
  readonly handled: number
  /** The kind, if all are of one. */
  readonly singleKind: string | undefined
  readonly errors: readonly CalicoError[]
  /** The last error of a verb that goes on after one (`replace`, `patch`). */
  readonly error?: CalicoError
  readonly got: readonly (Got | undefined)[]
}

/** Why nothing was tried. */
export type Refusal =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'resources'; readonly text: string }
  | { readonly kind: 'not-modelled'; readonly word: string }

export function configCommand(
  action: Action,
  parsed: DocoptArguments,
  context: CommandContext,
): Result<Results, Refusal> {
  const { document } = context.session
  const loaded = objectsFor(parsed, context, document)
  if (!loaded.ok) return loaded
  if (parsed.operands.slice(1).includes('')) return fail(refusal('resource name may not be empty'))
  return ok(runAll(action, parsed, loaded.value, { document, now: isoTime(wallClock(context.session)) }))
}

const refusal = (text: string): Refusal => ({ kind: 'resources', text })

function objectsFor(
  parsed: DocoptArguments,
  context: CommandContext,
  document: LabDocument,
): Result<readonly Loaded[], Refusal> {
  const kinds = calicoKinds(clusterOf(document).information.era)
  const file = parsed.value('filename')
  if (file !== undefined) return objectsInFiles(file, parsed, context, kinds)
  const [word = '', ...names] = parsed.operands
  const kind = kinds.find(({ words }) => words.includes(word.toLowerCase()))
  if (!kind && UNMODELLED_WORDS.has(word.toLowerCase())) return fail({ kind: 'not-modelled', word })
  if (!kind) return fail(refusal(`resource type '${word}' is not supported`))
  const object = (name: string): Loaded => ({
    kind,
    object: { kind: kind.kind, apiVersion: API_VERSION, metadata: { name }, spec: {} },
  })
  return ok(names.length > 0 ? names.map(object) : [object('')])
}

function objectsInFiles(
  file: string,
  parsed: DocoptArguments,
  context: CommandContext,
  kinds: readonly CalicoKind[],
): Result<readonly Loaded[], Refusal> {
  const isFolder = file !== '-' && isDirectory(context, file)
  const all: Loaded[] = []
  for (const path of isFolder ? manifestFiles(file, parsed.has('recursive'), context) : [file]) {
    const text = path === '-' ? ok(context.stdin ?? '') : readText(context, path)
    if (!text.ok) return fail({ kind: 'file', text: `open ${path}: ${text.error.toLowerCase()}` })
    const loaded = loadObjects(text.value, kinds)
    if (!loaded.ok) return fail({ kind: 'file', text: loaded.error })
    if (loaded.value.length === 0 && !parsed.has('skip-empty')) {
      return fail(refusal(`No resources specified in file ${path}`))
    }
    all.push(...loaded.value)
  }
  if (all.length > 0 || parsed.has('skip-empty')) return ok(all)
  return fail(refusal(`No resources specified in directory ${file}`))
}

function manifestFiles(folder: string, recursive: boolean, context: CommandContext): readonly string[] {
  const root = absolutePath(context.directory, folder)
  const start = root === '/' ? '/' : `${root}/`
  return Object.keys(filesOf(context.session, context.host))
    .filter((path) => path.startsWith(start) && /\.(ya?ml|json)$/i.test(path))
    .filter((path) => recursive || !path.slice(start.length).includes('/'))
    .sort()
    .map((path) => `${folder.replace(/\/$/, '')}/${path.slice(start.length)}`)
}

function runAll(action: Action, parsed: DocoptArguments, loaded: readonly Loaded[], start: Client): Results {
  const kindNames = new Set(loaded.map(({ kind }) => kind.kind))
  const errors: CalicoError[] = []
  const got: (Got | undefined)[] = []
  let { document } = start
  let handled = 0
  let last: CalicoError | undefined
  for (const { kind, object } of loaded) {
    const done = runOne(action, parsed, { kind, object }, { ...start, document })
    const isSkipped =
      !done.ok &&
      ((done.error.kind === 'already-exists' && parsed.has('skip-exists')) ||
        (done.error.kind === 'missing' && parsed.has('skip-not-exists')))
    if (done.ok) document = done.value.document
    if (!done.ok && !isSkipped) {
      last = done.error
      if (action !== 'replace' && action !== 'patch') {
        errors.push(done.error)
        if (action === 'get') got.push(undefined)
        continue
      }
    }
    if (done.ok && done.value.got) got.push(done.value.got)
    handled++
  }
  return {
    document,
    resources: loaded.length,
    handled,
    singleKind: kindNames.size === 1 ? [...kindNames][0] : undefined,
    errors,
    ...((action === 'replace' || action === 'patch') && last && { error: last }),
    got,
  }
}

interface Ran {
  readonly document: LabDocument
  readonly got?: Got
}

function runOne(action: Action, parsed: DocoptArguments, loaded: Loaded, client: Client): Result<Ran, CalicoError> {
  const { kind } = loaded
  const placed = withNamespace(loaded, parsed)
  if (!placed.ok) return placed
  const object = placed.value
  if (action === 'get') return get(kind, object, client)
  const done = change(action, kind, object, parsed, client)
  return done.ok ? ok({ document: done.value }) : done
}

function change(
  action: Exclude<Action, 'get'>,
  kind: CalicoKind,
  object: CalicoObject,
  parsed: DocoptArguments,
  client: Client,
): Result<LabDocument, CalicoError> {
  switch (action) {
    case 'apply':
      return applyObject(client, kind, object)
    case 'create':
      return createObject(client, kind, object)
    case 'replace':
      return updateObject(client, kind, object)
    case 'delete':
      return deleteObject(client, kind, object)
    case 'patch':
      return patchObject(client, kind, object, parsed.value('patch') ?? '')
  }
}

function get(kind: CalicoKind, { metadata }: CalicoObject, { document }: Client): Result<Ran, CalicoError> {
  if (metadata.name === '') {
    const objects = listObjects(document, kind).filter(
      ({ object }) => !kind.namespaced || !metadata.namespace || object.metadata.namespace === metadata.namespace,
    )
    return ok({ document, got: { kind, objects, isList: true } })
  }
  if (kind.namespaced && !metadata.namespace) {
    return fail(other('cannot use --all-namespace flag for getting a single resource'))
  }
  const stored = getObject(document, kind, metadata)
  return stored.ok ? ok({ document, got: { kind, objects: [stored.value], isList: false } }) : stored
}

/** `handleNamespace`: what the object, -n and -A say together. */
function withNamespace({ kind, object }: Loaded, parsed: DocoptArguments): Result<CalicoObject, CalicoError> {
  const all = parsed.has('all-namespaces')
  const given = parsed.value('namespace') ?? ''
  const own = typeof object.metadata.namespace === 'string' ? object.metadata.namespace : ''
  if (!kind.namespaced) {
    if (own !== '') {
      const rule = 'namespace should not be specified for a non-namespaced resource'
      return fail(other(`${rule}. ${kind.kind} is not a namespaced resource`))
    }
    return all || given !== '' ? fail(other(`${kind.kind} is not namespaced`)) : ok(object)
  }
  if (all && given !== '') {
    return fail(other('cannot use both --namespace and --all-namespaces flags at the same time'))
  }
  if (own !== '' && given !== '' && own !== given) {
    return fail(other(`resource namespace does not match client namespace. ${own} != ${given}`))
  }
  const namespace = all ? '' : own || given || 'default'
  return ok({ ...object, metadata: { ...object.metadata, namespace } })
}

/** What only the lab has words for, of everything that went wrong. */
export const issuesOf = ({ errors, error }: Results): readonly Issue[] =>
  [...errors, ...(error ? [error] : [])].flatMap(({ issues = [] }) => issues)
