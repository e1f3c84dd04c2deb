import { clusterOf } from '../../engine/lab/read-cluster'
import { isText, type Manifest, valueAt } from '../../engine/manifest'
import type { Command, CommandContext, CommandEnd } from '../command'
import { createOutput } from '../output'
import { type Flag, parseFlags } from './flags'
import { POD } from './kind'
import { findKube } from './kube-store'
import { fatal, flagProblem, serverError } from './say'

export const EXEC_FLAGS: readonly Flag[] = [
  { name: 'stdin', short: 'i' },
  { name: 'tty', short: 't' },
  { name: 'container', short: 'c', takesValue: true },
  { name: 'quiet', short: 'q' },
  { name: 'pod-running-timeout', takesValue: true },
  { name: 'filename', short: 'f', isUnmodelled: true },
]

const DEPRECATED =
  'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n'

/** `kubectl exec POD -- COMMAND`: the command runs on the pod, through its shell. */
export const execCommand: Command = (words, context) => {
  const dash = words.indexOf('--')
  const pod = words.findIndex((word, index) => !word.startsWith('-') && !takesValue(words[index - 1]))
  // Without `--` the flags end where the command begins.
  const end = dash >= 0 ? dash : commandStart(words, pod)
  const parsed = parseFlags(words.slice(0, end), EXEC_FLAGS)
  if (!parsed.ok) return flagProblem('exec', parsed.error, context)
  const flags = parsed.value
  const command = dash >= 0 ? words.slice(dash + 1) : words.slice(end)
  const name = flags.operands[0]?.replace(/^(pods?|po)\//, '')
  if (name === undefined) {
    return fatal('pod, type/name or --filename must be specified', context)
  }
  if (command.length === 0) return fatal('you must specify at least one command for the container', context)
  if (dash < 0) context.output.err(DEPRECATED)
  const namespace = flags.value('namespace') ?? 'default'
  const { document } = context.session
  const object = findKube(document, POD, name, namespace)
  if (!object) return serverError('NotFound', `pods "${name}" not found`, context)
  const node = hostOf(object.manifest)
  if (node !== undefined && clusterOf(document).nodes.some((found) => found.name === node)) {
    return run(node, command, flags.has('stdin'), context)
  }
  if (!clusterOf(document).pods.some((found) => found.name === name && found.namespace === namespace)) {
    return fatal(`unable to upgrade connection: container not found ("${name}")`, context)
  }
  return run(`${namespace}/${name}`, command, flags.has('stdin'), context)
}

/** Where a pod of the node's own network is: calico-node has BIRD's socket and routes of the node. */
function hostOf(pod: Manifest): string | undefined {
  const node = valueAt(pod, ['spec', 'nodeName'])
  return valueAt(pod, ['spec', 'hostNetwork']) === true && isText(node) ? node : undefined
}

const takesValue = (word: string | undefined): boolean =>
  word !== undefined && ['-n', '--namespace', '-c', '--container'].includes(word)

/** The word behind the pod, and behind the flags that follow it. */
function commandStart(words: readonly string[], pod: number): number {
  if (pod < 0) return words.length
  for (let index = pod + 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (takesValue(word)) index++
    else if (!word.startsWith('-')) return index
  }
  return words.length
}

function run(host: string, command: readonly string[], readsStdin: boolean, context: CommandContext): CommandEnd {
  const output = createOutput()
  const stdin = readsStdin ? context.stdin : undefined
  const end = context.run(command, { host, output, ...(stdin !== undefined && { stdin }) })
  const [program = ''] = command
  const isMissing = output.chunks.some(
    (chunk) => chunk.stream === 'err' && chunk.text === `bash: ${program}: command not found\n`,
  )
  if (isMissing) return fatal(notThere(program), context)
  for (const chunk of output.chunks) {
    if (chunk.stream === 'lab') context.output.note(chunk.note)
    else context.output[chunk.stream](chunk.text)
  }
  if (!end.listens && end.exitCode !== 0) context.output.err(`command terminated with exit code ${end.exitCode}\n`)
  return end
}

/** As containerd's runc says it. */
const notThere = (program: string): string =>
  `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`
