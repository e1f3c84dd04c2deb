/** Objects out of files, as kubectl reads them: k8s.io/cli-runtime/pkg/resource. */
import { isJsonObject, isText, type Json, type JsonObject, type Manifest } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { readDocuments } from '../../io/read-documents'
import type { CommandContext, CommandEnd } from '../command'
import { absolutePath, filesOf, isDirectory, readText } from '../files'
import { KUBE_KINDS, type KubeKind } from './kind'
import { fatal } from './say'

export interface LoadedManifest {
  readonly kind: KubeKind
  readonly manifest: Manifest
  /** As kubectl names it in errors. */
  readonly file: string
}

/** All objects of `-f` arguments, in order; or the message that kubectl ends with. */
export function objectsInFiles(
  files: readonly string[],
  recursive: boolean,
  verb: string,
  context: CommandContext,
): Result<readonly LoadedManifest[], CommandEnd> {
  const loaded: LoadedManifest[] = []
  for (const file of files.flatMap((value) => value.split(','))) {
    for (const path of pathsOf(file, recursive, context)) {
      const read = readManifests(path, context)
      if (!read.ok) return fail(fatal(read.error, context))
      loaded.push(...read.value)
    }
  }
  return loaded.length > 0 ? ok(loaded) : fail(fatal(`no objects passed to ${verb}`, context))
}

function pathsOf(file: string, recursive: boolean, context: CommandContext): readonly string[] {
  if (file === '-' || !isDirectory(context, file)) return [file]
  const root = absolutePath(context.directory, file)
  const start = root === '/' ? '/' : `${root}/`
  return Object.keys(filesOf(context.session, context.host))
    .filter((path) => path.startsWith(start) && /\.(ya?ml|json)$/.test(path))
    .filter((path) => recursive || !path.slice(start.length).includes('/'))
    .sort()
    .map((path) => `${file.replace(/\/$/, '')}/${path.slice(start.length)}`)
}

function readManifests(path: string, context: CommandContext): Result<readonly LoadedManifest[], string> {
  const file = path === '-' ? 'STDIN' : path
  if (/^https?:/.test(path)) return fail(`unable to read URL "${path}", the lab has no internet`)
  const text = path === '-' ? ok(context.stdin ?? '') : readText(context, path)
  if (!text.ok)
    return fail(text.error === 'No such file or directory' ? `the path "${path}" does not exist` : text.error)
  const documents = readDocuments(text.value)
  if (!documents.ok) return fail(`error parsing ${file}: error converting YAML to JSON: yaml: ${documents.error}`)
  const loaded: LoadedManifest[] = []
  for (const document of documents.value) {
    for (const item of itemsOf(document)) {
      const read = readObject(item, file)
      if (!read.ok) return read
      loaded.push(read.value)
    }
  }
  return ok(loaded)
}

const itemsOf = (document: Json): readonly Json[] =>
  isJsonObject(document) && isText(document.kind) && document.kind.endsWith('List') && Array.isArray(document.items)
    ? document.items
    : [document]

function readObject(json: Json, file: string): Result<LoadedManifest, string> {
  if (!isJsonObject(json)) {
    const go = Array.isArray(json) ? 'array' : typeof json
    return fail(`error parsing ${file}: json: cannot unmarshal ${go} into Go value of type map[string]interface {}`)
  }
  const { apiVersion, kind: name, metadata } = json
  const unset = [...(isText(apiVersion) ? [] : ['apiVersion not set']), ...(isText(name) ? [] : ['kind not set'])]
  if (unset.length > 0) {
    const what = unset.length > 1 ? `[${unset.join(', ')}]` : unset[0]
    const off = 'if you choose to ignore these errors, turn validation off with --validate=false'
    return fail(`error validating "${file}": error validating data: ${what}; ${off}`)
  }
  const fields: JsonObject = isJsonObject(metadata) ? metadata : {}
  const kind = KUBE_KINDS.find((known) => known.kind === name && known.apiVersion === apiVersion)
  if (!kind) {
    const who = `resource mapping not found for name: "${fields.name ?? ''}" namespace: "${fields.namespace ?? ''}"`
    return fail(
      `${who} from "${file}": no matches for kind "${name}" in version "${apiVersion}"\nensure CRDs are installed first`,
    )
  }
  if (!isText(fields.name)) return fail('resource name may not be empty')
  const manifest = { ...json, apiVersion: kind.apiVersion, kind: kind.kind, metadata: { ...fields, name: fields.name } }
  return ok({ kind, manifest, file })
}
