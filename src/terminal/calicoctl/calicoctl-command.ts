import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject } from '../../engine/manifest'
import type { Command, CommandContext, CommandEnd } from '../command'
import { informationManifest } from './cluster-information'
import { docopt } from './docopt'
import { IPAM_HELP, IPAM_VERB_HELP, MAIN_HELP, NODE_HELP, NODE_STATUS_HELP, VERB_HELP } from './help'
import { ipamCommand } from './ipam-command'
import { labelCommand } from './label-command'
import { nodeCommand } from './node-status'
import { resourceVerb } from './resource-verbs'
import { invalidOption, sayError } from './say'

const VERBS: Readonly<Record<string, Command>> = {
  apply: resourceVerb('apply'),
  create: resourceVerb('create'),
  delete: resourceVerb('delete'),
  get: resourceVerb('get'),
  ipam: ipamCommand,
  label: labelCommand,
  node: nodeCommand,
  patch: resourceVerb('patch'),
  replace: resourceVerb('replace'),
  version: (words, context) => version(words, context),
}

const UNMODELLED = ['convert', 'datastore', 'cluster', 'validate']

/** calicoctl, of the release that the cluster runs: calicoctl/calicoctl/calicoctl.go. */
export const calicoctlCommand: Command = (words, context) => {
  const { out } = context.output
  const at = words.findIndex((word, index) => !word.startsWith('-') && !takesValue(words[index - 1]))
  const before = at < 0 ? words : words.slice(0, at)
  if (before.some((word) => word === '-h' || word === '--help')) {
    out(MAIN_HELP)
    return { exitCode: 0 }
  }
  if (before.includes('--version')) {
    out("Run 'calicoctl version' to see version information.\n")
    return { exitCode: 0 }
  }
  if (at < 0 || !before.every(isMainOption)) {
    out(`Invalid option: 'calicoctl ${words.join(' ')}'. Use flag '--help' to read about a specific subcommand.\n`)
    return { exitCode: 1 }
  }
  const [verb = '', ...rest] = words.slice(at)
  if (UNMODELLED.includes(verb)) {
    context.output.note({ code: 'command-not-modelled', params: { command: `calicoctl ${verb}` } })
    return { exitCode: 1 }
  }
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!run) return sayError(`Unknown command: "${verb}"\n${MAIN_HELP}`, context)
  if (rest.some((word) => word === '-h' || word === '--help')) {
    out(helpOf(verb, rest[0] ?? ''))
    return { exitCode: 0 }
  }
  return run(rest, context)
}

function helpOf(verb: string, command: string): string {
  if (verb === 'ipam') return IPAM_VERB_HELP[command] ?? IPAM_HELP
  if (verb === 'node') return command === 'status' ? NODE_STATUS_HELP : NODE_HELP
  return VERB_HELP[verb] ?? MAIN_HELP
}

const takesValue = (word: string | undefined): boolean =>
  word === '-l' || word === '--log-level' || word === '--context'

const isMainOption = (word: string): boolean =>
  !word.startsWith('-') ||
  takesValue(word) ||
  /^(-l.+|--log-level=.*|--context=.*|--allow-version-mismatch)$/.test(word)

/** The build that a release was made of is not the lab's to know; a line for it is there all the same. */
function version(words: readonly string[], context: CommandContext): CommandEnd {
  const parsed = docopt(words, [
    { long: 'config', short: 'c', takesValue: true },
    { long: 'poll', takesValue: true },
    { long: 'allow-version-mismatch' },
  ])
  if (!parsed.ok || parsed.value.operands.length > 0) return invalidOption(['version', ...words], context)
  const { document } = context.session
  const held = document.manifests.find(({ kind }) => kind === 'ClusterInformation')
  const { spec } = informationManifest(clusterOf(document), held)
  const { calicoVersion, clusterType } = isJsonObject(spec) ? spec : {}
  context.output.out(
    [
      `Client Version:    ${calicoVersion}`,
      `Git commit:        unknown`,
      `Cluster Version:   ${calicoVersion}`,
      `Cluster Type:      ${clusterType}`,
      '',
    ].join('\n'),
  )
  return { exitCode: 0 }
}
