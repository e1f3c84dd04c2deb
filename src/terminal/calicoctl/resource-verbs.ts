/** The verbs on resources: calicoctl/commands/{get,apply,create,replace,patch,delete}.go. */
import type { Command, CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import { type Action, configCommand, issuesOf, type Refusal, type Results } from './config-command'
import { type DocoptOption, docopt } from './docopt'
import { printGot, readOutputFormat } from './print-objects'
import { invalidOption, sayError } from './say'

export const COMMON_OPTIONS: readonly DocoptOption[] = [
  { long: 'config', short: 'c', takesValue: true },
  { long: 'namespace', short: 'n', takesValue: true },
  { long: 'context', takesValue: true },
  { long: 'allow-version-mismatch' },
  { long: 'help', short: 'h' },
]

const FROM_FILE: readonly DocoptOption[] = [
  { long: 'filename', short: 'f', takesValue: true },
  { long: 'recursive', short: 'R' },
  { long: 'skip-empty' },
]

export const RESOURCE_OPTIONS: Readonly<Record<Action, readonly DocoptOption[]>> = {
  apply: [...COMMON_OPTIONS, ...FROM_FILE],
  create: [...COMMON_OPTIONS, ...FROM_FILE, { long: 'skip-exists' }],
  replace: [...COMMON_OPTIONS, ...FROM_FILE],
  delete: [...COMMON_OPTIONS, ...FROM_FILE, { long: 'skip-not-exists', short: 's' }],
  get: [
    ...COMMON_OPTIONS,
    ...FROM_FILE,
    { long: 'output', short: 'o', takesValue: true },
    { long: 'all-namespaces', short: 'A' },
    { long: 'export' },
  ],
  patch: [
    ...COMMON_OPTIONS,
    { long: 'patch', short: 'p', takesValue: true },
    { long: 'type', short: 't', takesValue: true },
  ],
}

export const resourceVerb =
  (action: Action): Command =>
  (words, context) => {
    const given = action === 'get' ? words.map((word) => (word === '-a' ? '-A' : word)) : words
    const parsed = docopt(given, RESOURCE_OPTIONS[action])
    if (!parsed.ok || !isUsage(action, parsed.value)) return invalidOption([action, ...words], context)
    const format = readOutputFormat(parsed.value.value('output') ?? 'ps')
    if (!format.ok) return sayError(format.error, context)
    if (format.value.kind === 'not-modelled') {
      context.output.note({
        code: 'option-not-modelled',
        params: { command: 'calicoctl get', option: format.value.name },
      })
      return { exitCode: 1 }
    }
    const results = configCommand(action, parsed.value, context)
    if (!results.ok) return refused(action, results.error, context)
    if (action !== 'get') return changed(action, results.value, context)
    const namespaced = parsed.value.has('all-namespaces') || (parsed.value.value('namespace') ?? '') !== ''
    const got = parsed.value.has('export') && parsed.value.operands.length > 1 ? exported(results.value) : results.value
    const printed = printGot(got.got, format.value, context.session.document, namespaced)
    context.output.out(printed.text)
    if (printed.error !== undefined) return sayError(printed.error, context)
    if (got.errors.length === 0) return { exitCode: 0 }
    return sayError(got.errors.map(({ text }) => text).join('\n'), context)
  }

/** What the usage lines of the help allow. */
function isUsage(action: Action, { operands, has }: Parameters<typeof configCommand>[1]): boolean {
  if (action === 'patch') return operands.length === 2 && has('patch')
  if (action === 'apply' || action === 'create' || action === 'replace') return operands.length === 0 && has('filename')
  return has('filename') ? operands.length === 0 : operands.length > 0
}

/** `--export`: without what only that cluster gave it. */
function exported(results: Results): Results {
  const got = results.got.map((one) => {
    if (!one) return one
    const objects = one.objects.map(({ held, object }) => {
      const { namespace: _ns, uid: _uid, resourceVersion: _version, ...metadata } = object.metadata
      const kept = { ...metadata, creationTimestamp: null } as unknown as typeof object.metadata
      return { held, object: { ...object, metadata: kept } }
    })
    return { ...one, objects }
  })
  return { ...results, got }
}

function refused(action: Action, refusal: Refusal, context: CommandContext): CommandEnd {
  switch (refusal.kind) {
    case 'file':
      return sayError(`Failed to execute command: ${refusal.text}`, context)
    case 'resources':
      return sayError(action === 'get' ? `Failed to get resources: ${refusal.text}` : refusal.text, context)
    case 'not-modelled':
      context.output.note({
        code: 'command-not-modelled',
        params: { command: `calicoctl ${action} ${refusal.word}` },
      })
      return { exitCode: 1 }
  }
}

const PAST: Readonly<Record<Exclude<Action, 'get' | 'patch' | 'delete'>, string>> = {
  apply: 'applied',
  create: 'created',
  replace: 'replaced',
}

function changed(action: Exclude<Action, 'get'>, results: Results, context: CommandContext): CommandEnd {
  const session = { ...context.session, document: results.document }
  const issues = issuesOf(results)
  if (issues.length > 0) noteIssues(issues, context.output)
  const said = issues.length > 0 ? withoutLabRefusals(results) : results
  const end =
    action === 'patch'
      ? sayPatched(said, context)
      : action === 'delete'
        ? sayDeleted(said, context)
        : sayWritten(action, said, context)
  const exitCode = issues.length > 0 ? 1 : end.exitCode
  return results.document === context.session.document ? { exitCode } : { exitCode, session }
}

/** Calico would have had no objection, so it has no words: the lab has said it. */
function withoutLabRefusals({ error, ...results }: Results): Results {
  const errors = results.errors.filter(({ issues }) => !issues)
  if (!error?.issues) return { ...results, errors, ...(error && { error }) }
  return { ...results, errors, handled: results.handled - 1 }
}

const quoted = (kind: string | undefined): string => (kind === undefined ? '' : `'${kind}' `)

function sayWritten(
  action: 'apply' | 'create' | 'replace',
  { resources, handled, singleKind, errors, error }: Results,
  context: CommandContext,
): CommandEnd {
  const { out } = context.output
  const kind = quoted(singleKind)
  if (resources === 0) {
    out('No resources specified\n')
    return { exitCode: 0 }
  }
  const partial = `Partial success: ${PAST[action]} the first ${handled} out of ${resources} ${kind}resources:\n`
  if (error) {
    out(partial)
    return sayError(`Hit error: ${error.text}`, context)
  }
  const list = `[${errors.map(({ text }) => text).join(' ')}]`
  if (errors.length === 0) {
    if (handled > 0) out(`Successfully ${PAST[action]} ${handled} ${kind}resource(s)\n`)
    return { exitCode: 0 }
  }
  if (handled === 0) {
    const one = `Failed to ${action} '${singleKind ?? ''}' resource: ${list}`
    return sayError(resources === 1 ? one : `Failed to ${action} any ${kind}resources: ${list}`, context)
  }
  if (handled > errors.length) out(partial)
  return sayError(`${action === 'apply' ? 'Hit error(s)' : 'Hit error'}: ${list}`, context)
}

function sayPatched({ handled, singleKind, error }: Results, context: CommandContext): CommandEnd {
  if (error) return sayError(`Hit error: ${error.text}`, context)
  if (handled > 0) context.output.out(`Successfully patched ${handled} '${singleKind ?? ''}' resource\n`)
  return { exitCode: 0 }
}

function sayDeleted({ handled, singleKind, errors }: Results, context: CommandContext): CommandEnd {
  const kind = quoted(singleKind)
  if (handled > 0) context.output.out(`Successfully deleted ${handled} ${kind}resource(s)\n`)
  if (errors.length === 0) return { exitCode: 0 }
  return sayError(errors.map(({ text }) => `Failed to delete ${kind}resource: ${text}\n`).join(''), context)
}
