/** The verbs of kubectl that change objects: k8s.io/kubectl/pkg/cmd/{apply,create,delete,label,annotate,run,patch}. */
import type { LabDocument } from '../../engine/lab/document'
import { mergePatch } from '../../engine/lab/merge-patch'
import { isJsonObject, isText, type Json, type JsonObject, type Manifest } from '../../engine/manifest'
import { ok } from '../../engine/result'
import { isoTime, wallClock } from '../clock'
import { serverFields } from '../cluster-api/served-metadata'
import type { Command, CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import { type Flag, type ParsedFlags, parseFlags } from './flags'
import { type KubeKind, POD, resourceName, typeName } from './kind'
import { findKube, type KubeObject, listKube } from './kube-store'
import { type LoadedManifest, objectsInFiles } from './load-manifests'
import { resourceArguments } from './resource-args'
import { argumentProblem, fatal, flagProblem, notFound, serverError } from './say'
import { labelSelector } from './selectors'
import { applyDifference, createKube, deleteKube, patchKube, type WriteProblem, type Written } from './write-object'

const FROM_FILE: readonly Flag[] = [
  { name: 'filename', short: 'f', takesValue: true },
  { name: 'recursive', short: 'R' },
  { name: 'validate', takesValue: true },
  { name: 'field-manager', takesValue: true },
  { name: 'kustomize', short: 'k', isUnmodelled: true },
  { name: 'dry-run', isUnmodelled: true },
  { name: 'server-side', isUnmodelled: true },
  { name: 'prune', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
  { name: 'edit', isUnmodelled: true },
]

/** Works through several objects: each may say something, fail, and change the lab. */
class Batch {
  exitCode = 0
  document: LabDocument

  constructor(private readonly context: CommandContext) {
    this.document = context.session.document
  }

  /** @param said on success, from the lab before and after. */
  take(written: Written, said: (isChanged: boolean) => string, during?: string): void {
    if (!written.ok) {
      this.exitCode = 1
      sayProblem(written.error, this.context, during)
      return
    }
    const isChanged = written.value !== this.document
    this.document = written.value
    this.context.output.out(said(isChanged))
  }

  refuse(reason: string, text: string): void {
    this.exitCode = serverError(reason, text, this.context).exitCode
  }

  end(): CommandEnd {
    const { session } = this.context
    if (this.document === session.document) return { exitCode: this.exitCode }
    return { exitCode: this.exitCode, session: { ...session, document: this.document } }
  }
}

function sayProblem(problem: WriteProblem, context: CommandContext, during = ''): void {
  switch (problem.kind) {
    case 'server':
      serverError(problem.reason, `${during}${problem.text}`, context)
      return
    case 'invalid':
      context.output.err(`${problem.text}\n`)
      return
    case 'lab':
      noteIssues(problem.issues, context.output)
      return
    case 'not-modelled':
      context.output.note({ code: 'command-not-modelled', params: { command: `kubectl ${problem.what}` } })
  }
}

const nowOf = ({ session }: CommandContext): string => isoTime(wallClock(session))

const namespaceFor = (kind: KubeKind, { metadata }: Manifest, flags: ParsedFlags): string | undefined =>
  kind.namespaced
    ? isText(metadata.namespace)
      ? metadata.namespace
      : (flags.value('namespace') ?? 'default')
    : undefined

const placedIn = (manifest: Manifest, namespace: string | undefined): Manifest =>
  namespace === undefined || namespace === 'default' || isText(manifest.metadata.namespace)
    ? manifest
    : { ...manifest, metadata: { ...manifest.metadata, namespace } }

const NO_FILE = 'must specify one of -f and -k'

export const applyVerb: Command = (words, context) => {
  const parsed = parseFlags(words, FROM_FILE)
  if (!parsed.ok) return flagProblem('apply', parsed.error, context)
  const flags = parsed.value
  if (flags.operands.length > 0) return unexpected('apply', flags.operands, context)
  if (!flags.has('filename')) return fatal(NO_FILE, context)
  const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'apply', context)
  if (!loaded.ok) return loaded.error
  const batch = new Batch(context)
  for (const { kind, manifest } of loaded.value) {
    const namespace = namespaceFor(kind, manifest, flags)
    const own = flags.value('namespace')
    if (own !== undefined && namespace !== undefined && namespace !== own) {
      batch.exitCode = otherNamespace(namespace, own, context)
      continue
    }
    const name = `${typeName(kind)}/${manifest.metadata.name}`
    const found = findKube(batch.document, kind, manifest.metadata.name, namespace ?? '')
    if (!found) {
      batch.take(
        createKube(batch.document, kind, placedIn(manifest, namespace), nowOf(context)),
        () => `${name} created\n`,
      )
      continue
    }
    const version = manifest.metadata.resourceVersion
    if (isText(version) && found.held && version !== serverFields(found.held).resourceVersion) {
      batch.refuse('Conflict', conflict(found))
      continue
    }
    const change = applyDifference(manifest, found.manifest)
    batch.take(change ? patchKube(batch.document, found, change) : ok(batch.document), (isChanged) =>
      isChanged ? `${name} configured\n` : `${name} unchanged\n`,
    )
  }
  return batch.end()
}

const conflict = ({ kind, manifest }: KubeObject): string =>
  `Operation cannot be fulfilled on ${resourceName(kind)} "${manifest.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`

function otherNamespace(namespace: string, own: string, context: CommandContext): number {
  const text = `the namespace from the provided object "${namespace}" does not match the namespace "${own}". You must pass '--namespace=${namespace}' to perform this operation.`
  return fatal(text, context).exitCode
}

function unexpected(verb: string, operands: readonly string[], context: CommandContext): CommandEnd {
  return fatal(`Unexpected args: [${operands.join(' ')}]\nSee 'kubectl ${verb} -h' for help and examples`, context)
}

export const createVerb: Command = (words, context) => {
  const parsed = parseFlags(words, FROM_FILE)
  if (!parsed.ok) return flagProblem('create', parsed.error, context)
  const flags = parsed.value
  const [what] = flags.operands
  if (what !== undefined) {
    context.output.note({ code: 'command-not-modelled', params: { command: `kubectl create ${what}` } })
    return { exitCode: 1 }
  }
  if (!flags.has('filename')) return fatal(NO_FILE, context)
  const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'create', context)
  if (!loaded.ok) return loaded.error
  const batch = new Batch(context)
  for (const { kind, manifest, file } of loaded.value) {
    const namespace = namespaceFor(kind, manifest, flags)
    const { name } = manifest.metadata
    if (findKube(batch.document, kind, name, namespace ?? '')) {
      batch.refuse('AlreadyExists', `error when creating "${file}": ${resourceName(kind)} "${name}" already exists`)
      continue
    }
    const written = createKube(batch.document, kind, placedIn(manifest, namespace), nowOf(context))
    batch.take(written, () => `${typeName(kind)}/${name} created\n`)
  }
  return batch.end()
}

const DELETE_FLAGS: readonly Flag[] = [
  { name: 'filename', short: 'f', takesValue: true },
  { name: 'recursive', short: 'R' },
  { name: 'all' },
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'ignore-not-found' },
  { name: 'force' },
  { name: 'now' },
  { name: 'wait' },
  { name: 'grace-period', takesValue: true },
  { name: 'timeout', takesValue: true },
  { name: 'cascade', isUnmodelled: true },
  { name: 'dry-run', isUnmodelled: true },
  { name: 'field-selector', isUnmodelled: true },
  { name: 'interactive', short: 'i', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
  { name: 'kustomize', short: 'k', isUnmodelled: true },
]

const FORCED =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n'

export const deleteVerb: Command = (words, context) => {
  const parsed = parseFlags(words, DELETE_FLAGS)
  if (!parsed.ok) return flagProblem('delete', parsed.error, context)
  const flags = parsed.value
  const wanted = deletions(flags, context)
  if ('exitCode' in wanted) return wanted
  const isForced = flags.has('force')
  if (isForced && wanted.objects.length > 0) context.output.err(FORCED)
  const batch = new Batch(context)
  for (const object of wanted.objects) {
    const said = `${typeName(object.kind)} "${object.manifest.metadata.name}" ${isForced ? 'force deleted' : 'deleted'}\n`
    batch.take(deleteKube(batch.document, object), () => said)
  }
  if (!flags.has('ignore-not-found')) for (const text of wanted.missing) batch.refuse('NotFound', text)
  if (wanted.objects.length === 0 && wanted.missing.length === 0) context.output.out('No resources found\n')
  return batch.end()
}

interface Wanted {
  readonly objects: readonly KubeObject[]
  readonly missing: readonly string[]
}

function deletions(flags: ParsedFlags, context: CommandContext): Wanted | CommandEnd {
  if (flags.has('filename')) {
    const loaded = objectsInFiles(flags.values('filename'), flags.has('recursive'), 'delete', context)
    if (!loaded.ok) return loaded.error
    return namedOnes(loaded.value, flags, context)
  }
  if (flags.operands.length === 0) {
    return fatal('You must provide one or more resources by argument or filename.', context)
  }
  return wantedOnes('delete', flags, flags.operands, context)
}

function namedOnes(loaded: readonly LoadedManifest[], flags: ParsedFlags, { session }: CommandContext): Wanted {
  const found = loaded.map(({ kind, manifest }) => {
    const { name } = manifest.metadata
    return { kind, name, object: findKube(session.document, kind, name, namespaceFor(kind, manifest, flags) ?? '') }
  })
  return split(found)
}

function split(found: readonly { kind: KubeKind; name: string; object: KubeObject | undefined }[]): Wanted {
  return {
    objects: found.flatMap(({ object }) => object ?? []),
    missing: found.flatMap(({ kind, name, object }) => (object ? [] : [notFound(kind, name)])),
  }
}

/** By name, with `-l`, or `--all` of a kind. */
function wantedOnes(
  verb: string,
  flags: ParsedFlags,
  operands: readonly string[],
  context: CommandContext,
): Wanted | CommandEnd {
  const args = resourceArguments(operands)
  if (!args.ok) return argumentProblem(verb, args.error, context)
  const { document } = context.session
  const namespace = flags.value('namespace') ?? 'default'
  if (args.value.some(({ name }) => name === undefined)) {
    const selector = flags.value('selector')
    if (selector === undefined && !flags.has('all')) {
      return fatal('resource(s) were provided, but no name was specified', context)
    }
    const matches = labelSelector(selector ?? '')
    if (!matches.ok) return fatal(matches.error, context)
    const all = args.value.flatMap(({ kind }) =>
      listKube(document, kind, flags.has('all-namespaces') ? undefined : namespace),
    )
    return { objects: all.filter(({ manifest }) => matches.value(manifest)), missing: [] }
  }
  return split(
    args.value.map(({ kind, name = '' }) => ({ kind, name, object: findKube(document, kind, name, namespace) })),
  )
}

const MARK_FLAGS: readonly Flag[] = [
  { name: 'overwrite' },
  { name: 'all' },
  { name: 'all-namespaces', short: 'A' },
  { name: 'selector', short: 'l', takesValue: true },
  { name: 'list', isUnmodelled: true },
  { name: 'dry-run', isUnmodelled: true },
  { name: 'filename', short: 'f', isUnmodelled: true },
  { name: 'resource-version', isUnmodelled: true },
]

/** `kubectl label` and `kubectl annotate`: `KEY=VALUE` sets, `KEY-` takes away. */
export const markVerb =
  (field: 'labels' | 'annotations'): Command =>
  (words, context) => {
    const verb = field === 'labels' ? 'label' : 'annotate'
    const noun = field === 'labels' ? 'label' : 'annotation'
    const parsed = parseFlags(words, MARK_FLAGS)
    if (!parsed.ok) return flagProblem(verb, parsed.error, context)
    const flags = parsed.value
    const isMark = (word: string): boolean => word.includes('=') || (/.-$/.test(word) && !/^[a-z]+\//.test(word))
    const first = flags.operands.findIndex((word, index) => index > 0 && isMark(word))
    const marks = first < 0 ? [] : flags.operands.slice(first)
    const resources = first < 0 ? flags.operands : flags.operands.slice(0, first)
    if (resources.length === 0) {
      return fatal(`one or more resources must be specified as <resource> <name> or <resource>/<name>`, context)
    }
    if (marks.length === 0) return fatal(`at least one ${noun} update is required`, context)
    const wanted = wantedOnes(verb, flags, resources, context)
    if ('exitCode' in wanted) return wanted
    const batch = new Batch(context)
    for (const object of wanted.objects) mark(object, field, marks, flags.has('overwrite'), batch, context)
    for (const text of wanted.missing) batch.refuse('NotFound', text)
    return batch.end()
  }

function mark(
  object: KubeObject,
  field: 'labels' | 'annotations',
  marks: readonly string[],
  overwrites: boolean,
  batch: Batch,
  context: CommandContext,
): void {
  const own = object.manifest.metadata[field]
  const held = isJsonObject(own) ? own : {}
  const change: { [key: string]: Json } = {}
  for (const word of marks) {
    const [key = '', ...rest] = word.split('=')
    const value = rest.join('=')
    if (!word.includes('=')) {
      const name = word.slice(0, -1)
      if (Object.hasOwn(held, name)) change[name] = null
      else if (field === 'labels') context.output.out(`label "${name}" not found.\n`)
    } else if (Object.hasOwn(held, key) && held[key] !== value && !overwrites) {
      const text =
        field === 'labels'
          ? `'${key}' already has a value (${held[key]}), and --overwrite is false`
          : `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${held[key]})`
      batch.exitCode = fatal(text, context).exitCode
      return
    } else change[key] = value
  }
  const removes = marks.every((word) => !word.includes('='))
  const name = `${typeName(object.kind)}/${object.manifest.metadata.name}`
  const written = patchKube(batch.document, object, { metadata: { [field]: change } })
  batch.take(written, (isChanged) => {
    if (field === 'annotations') return `${name} annotated\n`
    if (!isChanged) return `${name} not labeled\n`
    return `${name} ${removes ? 'unlabeled' : 'labeled'}\n`
  })
}

const RUN_FLAGS: readonly Flag[] = [
  { name: 'image', takesValue: true },
  { name: 'labels', short: 'l', takesValue: true },
  { name: 'restart', takesValue: true },
  { name: 'overrides', takesValue: true },
  { name: 'command' },
  { name: 'port', takesValue: true },
  { name: 'env', takesValue: true },
  { name: 'image-pull-policy', takesValue: true },
  { name: 'annotations', takesValue: true },
  { name: 'stdin', short: 'i', isUnmodelled: true },
  { name: 'tty', short: 't', isUnmodelled: true },
  { name: 'attach', isUnmodelled: true },
  { name: 'rm', isUnmodelled: true },
  { name: 'dry-run', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
  { name: 'expose', isUnmodelled: true },
]

export const runVerb: Command = (words, context) => {
  const parsed = parseFlags(words, RUN_FLAGS)
  if (!parsed.ok) return flagProblem('run', parsed.error, context)
  const flags = parsed.value
  const [name, ...more] = flags.operands
  const image = flags.value('image')
  if (name === undefined) return fatal("NAME is required for run\nSee 'kubectl run -h' for help and examples", context)
  if (image === undefined) return fatal('required flag(s) "image" not set', context)
  const command = [...more, ...(flags.afterDash ?? [])]
  const labels = pairs(flags.values('labels'))
  const pod: Manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { labels: Object.keys(labels).length > 0 ? labels : { run: name }, name },
    spec: {
      containers: [
        { ...(command.length > 0 && { [flags.has('command') ? 'command' : 'args']: command }), image, name },
      ],
      ...(flags.value('restart') !== undefined && { restartPolicy: flags.value('restart') ?? '' }),
    },
  }
  const overrides = parseObject(flags.value('overrides') ?? '{}')
  if (!overrides) return fatal('Invalid JSON Patch', context)
  const made = placedIn(mergePatch(pod, overrides) as Manifest, flags.value('namespace'))
  const batch = new Batch(context)
  if (findKube(batch.document, POD, name, namespaceFor(POD, made, flags) ?? '')) {
    batch.refuse('AlreadyExists', `pods "${name}" already exists`)
  } else batch.take(createKube(batch.document, POD, made, nowOf(context)), () => `pod/${name} created\n`)
  return batch.end()
}

const pairs = (values: readonly string[]): JsonObject =>
  Object.fromEntries(
    values
      .flatMap((value) => value.split(','))
      .map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]),
  )

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const PATCH_FLAGS: readonly Flag[] = [
  { name: 'patch', short: 'p', takesValue: true },
  { name: 'type', takesValue: true },
  { name: 'patch-file', isUnmodelled: true },
  { name: 'dry-run', isUnmodelled: true },
  { name: 'filename', short: 'f', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
]

/** A merge patch; Calico's kinds take no strategic one, as CRDs do not. */
export const patchVerb: Command = (words, context) => {
  const parsed = parseFlags(words, PATCH_FLAGS)
  if (!parsed.ok) return flagProblem('patch', parsed.error, context)
  const flags = parsed.value
  const type = flags.value('type') ?? 'strategic'
  if (type === 'json') {
    context.output.note({ code: 'option-not-modelled', params: { command: 'kubectl patch', option: '--type=json' } })
    return { exitCode: 1 }
  }
  if (type !== 'strategic' && type !== 'merge') {
    return fatal(`--type must be one of [json merge strategic], not "${type}"`, context)
  }
  const text = flags.value('patch')
  if (text === undefined)
    return fatal('must specify --patch or --patch-file containing the contents of the patch', context)
  const patch = parseObject(text)
  if (!patch) return fatal(`unable to parse "${text}": yaml: did not find expected node content`, context)
  const wanted = wantedOnes('patch', flags, flags.operands, context)
  if ('exitCode' in wanted) return wanted
  const batch = new Batch(context)
  for (const object of wanted.objects) {
    if (type === 'strategic' && object.kind.group !== '') {
      const media = 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml'
      batch.refuse(
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: ${media}`,
      )
      continue
    }
    const name = `${typeName(object.kind)}/${object.manifest.metadata.name}`
    batch.take(patchKube(batch.document, object, patch), (isChanged) =>
      isChanged ? `${name} patched\n` : `${name} patched (no change)\n`,
    )
  }
  for (const missing of wanted.missing) batch.refuse('NotFound', missing)
  return batch.end()
}
