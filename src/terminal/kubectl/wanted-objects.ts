import type { CommandContext, CommandEnd } from '../command'
import type { ParsedFlags } from './flags'
import type { KubeKind } from './kind'
import { findKube, type KubeObject, listKube } from './kube-store'
import { resourceArguments } from './resource-args'
import { argumentProblem, fatal, notFound } from './say'
import { labelSelector } from './selectors'

/** What a verb is to work on, and what it says of those that are not there. */
export interface Wanted {
  readonly objects: readonly KubeObject[]
  readonly missing: readonly string[]
}

export function foundOrMissing(
  found: readonly { kind: KubeKind; name: string; object: KubeObject | undefined }[],
): Wanted {
  return {
    objects: found.flatMap(({ object }) => object ?? []),
    missing: found.flatMap(({ kind, name, object }) => (object ? [] : [notFound(kind, name)])),
  }
}

/** By name, with `-l`, or `--all` of a kind. */
export function wantedOnes(
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
  return foundOrMissing(
    args.value.map(({ kind, name = '' }) => ({ kind, name, object: findKube(document, kind, name, namespace) })),
  )
}
