import { isJsonObject, type JsonObject } from '../../engine/manifest'
import { isoTime, wallClock } from '../clock'
import type { Command } from '../command'
import { noteIssues } from '../note-issues'
import { updateObject } from './actions'
import type { Got } from './config-command'
import { configCommand } from './config-command'
import type { DocoptOption } from './docopt'
import { docopt } from './docopt'
import { COMMON_OPTIONS } from './resource-verbs'
import { invalidOption, sayError } from './say'

export const LABEL_OPTIONS: readonly DocoptOption[] = [...COMMON_OPTIONS, { long: 'overwrite' }, { long: 'remove' }]

/**
 * `calicoctl label KIND NAME KEY=VALUE`, or `KEY --remove`: calicoctl/commands/label.go. The lab keeps a node's labels in
 * one place, where Calico has those that calicoctl set in an annotation.
 */
export const labelCommand: Command = (words, context) => {
  const parsed = docopt(words, LABEL_OPTIONS)
  const [kindWord = '', name = '', given] = parsed.ok ? parsed.value.operands : []
  const isRemoval = parsed.ok && parsed.value.has('remove')
  const overwrites = parsed.ok && parsed.value.has('overwrite')
  const isUsage = parsed.ok && parsed.value.operands.length === 3 && !(isRemoval && overwrites)
  if (!parsed.ok || !isUsage || given === undefined || (!isRemoval && !given.includes('='))) {
    return invalidOption(['label', ...words], context)
  }
  const [key = '', value = '', ...more] = given.split('=')
  if (!isRemoval && more.length > 0) return sayError(`invalid label ${given}`, context)
  const what = `${kindWord} ${name}`
  const operands = parsed.value.operands.slice(0, 2)
  const results = configCommand('get', { ...parsed.value, operands }, context)
  if (!results.ok) {
    const { error } = results
    if (error.kind !== 'not-modelled') return sayError(`failed to get ${what}, error ${error.text}`, context)
    context.output.note({ code: 'command-not-modelled', params: { command: `calicoctl label ${kindWord}` } })
    return { exitCode: 1 }
  }
  const got: Got | undefined = results.value.got[0]
  const stored = got?.objects[0]
  if (!got || !stored) return sayError(`${what} not found`, context)
  const labels = isJsonObject(stored.object.metadata.labels) ? stored.object.metadata.labels : {}
  const isThere = Object.hasOwn(labels, key)
  if (isRemoval && !isThere) {
    return sayError(`cannot remove label of ${what}, key ${key} does not exist`, context)
  }
  if (!isRemoval && isThere && !overwrites && labels[key] !== value) {
    const advice = "please use '--overwrite' to set a new value."
    return sayError(`failed to update label of ${what}, key ${key} is already present. ${advice}`, context)
  }
  const { [key]: _, ...others } = labels
  const next: JsonObject = isRemoval ? others : { ...labels, [key]: value }
  const object = { ...stored.object, metadata: { ...stored.object.metadata, labels: next } }
  const { document } = context.session
  const done = updateObject({ document, now: isoTime(wallClock(context.session)) }, got.kind, object)
  if (!done.ok && done.error.issues) noteIssues(done.error.issues, context.output)
  if (!done.ok) return sayError(`failed to update ${what}, label not changed`, context)
  const did = isRemoval ? 'removed' : isThere ? 'updated' : 'set'
  context.output.out(`Successfully ${did} label ${key} ${isRemoval ? 'from' : 'on'} ${what}\n`)
  return { exitCode: 0, session: { ...context.session, document: done.value } }
}
