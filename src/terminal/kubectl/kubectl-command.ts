import type { Command } from '../command'
import { fatal } from './say'
import { UNMODELLED_VERBS, VERBS, verbIndex } from './verbs'

const HELP = `kubectl controls the Kubernetes cluster manager.

 Find more information at: https://kubernetes.io/docs/reference/kubectl/

Basic Commands (Beginner):
  create          Create a resource from a file or from stdin
  run             Run a particular image on the cluster

Basic Commands (Intermediate):
  get             Display one or many resources
  delete          Delete resources by file names, stdin, resources and names, or by resources and label selector

Cluster Management Commands:
  cordon          Mark node as unschedulable
  uncordon        Mark node as schedulable
  drain           Drain node in preparation for maintenance

Troubleshooting and Debugging Commands:
  describe        Show details of a specific resource or group of resources
  exec            Execute a command in a container

Advanced Commands:
  apply           Apply a configuration to a resource by file name or stdin
  patch           Update fields of a resource

Settings Commands:
  label           Update the labels on a resource
  annotate        Update the annotations on a resource

Other Commands:
  api-resources   Print the supported API resources on the server
  api-versions    Print the supported API versions on the server, in the form of "group/version"
  version         Print the client and server version information

Usage:
  kubectl [flags] [options]

Use "kubectl <command> --help" for more information about a given command.
`

/** kubectl, of the release that the lab's nodes run. Global flags may stand before the verb. */
export const kubectlCommand: Command = (words, context) => {
  const at = verbIndex(words)
  const [verb = '', ...rest] = at < 0 ? [] : words.slice(at)
  const dash = rest.indexOf('--')
  const asksHelp = (dash < 0 ? rest : rest.slice(0, dash)).some((word) => word === '-h' || word === '--help')
  if (at < 0 || verb === 'help' || (asksHelp && Object.hasOwn(VERBS, verb))) {
    context.output.out(HELP)
    return { exitCode: 0 }
  }
  if (UNMODELLED_VERBS.has(verb)) {
    context.output.note({ code: 'command-not-modelled', params: { command: `kubectl ${verb}` } })
    return { exitCode: 1 }
  }
  const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!known) return fatal(`unknown command "${verb}" for "kubectl"`, context)
  return known.run([...words.slice(0, at), ...rest], context)
}
