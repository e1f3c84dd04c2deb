/** k8s.io/kubectl/pkg/cmd/version, of the release that the lab's nodes run where they do not say. */
import type { Command } from '../command'
import { type Flag, parseFlags } from './flags'
import { flagProblem } from './say'
import { KUBELET_VERSION } from './table-columns'

export const VERSION_FLAGS: readonly Flag[] = [
  { name: 'client' },
  { name: 'output', short: 'o', takesValue: true, isUnmodelled: true },
]

/** What kubectl v1.30 was built with. */
const KUSTOMIZE_VERSION = 'v5.0.4-0.20230601165947-6ce0bf390ce3'

export const versionVerb: Command = (words, context) => {
  const parsed = parseFlags(words, VERSION_FLAGS)
  if (!parsed.ok) return flagProblem('version', parsed.error, context)
  const server = parsed.value.has('client') ? [] : [`Server Version: ${KUBELET_VERSION}`]
  const lines = [`Client Version: ${KUBELET_VERSION}`, `Kustomize Version: ${KUSTOMIZE_VERSION}`, ...server]
  context.output.out(lines.map((line) => `${line}\n`).join(''))
  return { exitCode: 0 }
}
