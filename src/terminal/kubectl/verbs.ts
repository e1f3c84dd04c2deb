import type { Command } from '../command'
import { API_RESOURCES_FLAGS, apiResourcesVerb, apiVersionsVerb } from './api-resources'
import { applyVerb } from './apply'
import { CORDON_FLAGS, cordonVerb, DRAIN_FLAGS, drainVerb } from './cordon'
import { createVerb } from './create'
import { DELETE_FLAGS, deleteVerb } from './delete'
import { DESCRIBE_FLAGS, describeCommand } from './describe'
import { EXEC_FLAGS, execCommand } from './exec'
import type { Flag } from './flags'
import { FROM_FILE } from './from-file'
import { GET_FLAGS, getCommand } from './get'
import { MARK_FLAGS, markVerb } from './mark'
import { PATCH_FLAGS, patchVerb } from './patch'
import { RUN_FLAGS, runVerb } from './run'
import { VERSION_FLAGS, versionVerb } from './version'

export interface Verb {
  readonly run: Command
  readonly flags: readonly Flag[]
  /** What its operands are, for Tab. */
  readonly operands: 'resources' | 'pod' | 'nothing'
}

/** What kubectl does in the lab. */
export const VERBS: Readonly<Record<string, Verb>> = {
  annotate: { run: markVerb('annotations'), flags: MARK_FLAGS, operands: 'resources' },
  'api-resources': { run: apiResourcesVerb, flags: API_RESOURCES_FLAGS, operands: 'nothing' },
  apply: { run: applyVerb, flags: FROM_FILE, operands: 'nothing' },
  'api-versions': { run: apiVersionsVerb, flags: [], operands: 'nothing' },
  cordon: { run: cordonVerb('cordon'), flags: CORDON_FLAGS, operands: 'resources' },
  create: { run: createVerb, flags: FROM_FILE, operands: 'nothing' },
  delete: { run: deleteVerb, flags: DELETE_FLAGS, operands: 'resources' },
  describe: { run: describeCommand, flags: DESCRIBE_FLAGS, operands: 'resources' },
  drain: { run: drainVerb, flags: DRAIN_FLAGS, operands: 'resources' },
  exec: { run: execCommand, flags: EXEC_FLAGS, operands: 'pod' },
  get: { run: getCommand, flags: GET_FLAGS, operands: 'resources' },
  label: { run: markVerb('labels'), flags: MARK_FLAGS, operands: 'resources' },
  patch: { run: patchVerb, flags: PATCH_FLAGS, operands: 'resources' },
  run: { run: runVerb, flags: RUN_FLAGS, operands: 'nothing' },
  uncordon: { run: cordonVerb('uncordon'), flags: CORDON_FLAGS, operands: 'resources' },
  version: { run: versionVerb, flags: VERSION_FLAGS, operands: 'nothing' },
}

/** Verbs of kubectl that the lab refuses by name. */
export const UNMODELLED_VERBS: ReadonlySet<string> = new Set([
  ...['alpha', 'attach', 'auth', 'autoscale', 'certificate', 'cluster-info'],
  ...['completion', 'config', 'cp', 'debug', 'diff', 'edit', 'events', 'explain'],
  ...['expose', 'kustomize', 'logs', 'plugin', 'port-forward', 'proxy', 'replace', 'rollout', 'scale', 'set', 'taint'],
  ...['top', 'wait'],
])

/** Where the verb stands: global flags may come before it. */
export function verbIndex(words: readonly string[]): number {
  return words.findIndex((word, index) => !word.startsWith('-') && !TAKES_VALUE.includes(words[index - 1] ?? ''))
}

const TAKES_VALUE = ['-n', '--namespace', '--context', '--kubeconfig', '--cluster', '--user', '-s', '--server']
