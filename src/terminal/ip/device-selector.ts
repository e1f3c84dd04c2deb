import type { Namespace } from '../../engine/linux/namespace'
import { fail, ok, type Result } from '../../engine/result'
import type { CommandContext } from '../command'
import { isShortFor } from './ip-options'
import { type LinkView, linkView } from './link-view'

/** iproute2's own refusal, or an option that the lab does not model. */
export type DeviceProblem =
  | { readonly kind: 'says'; readonly text: string; readonly exitCode: number }
  | { readonly kind: 'not-modelled'; readonly option: string }

const OTHER_SELECTORS = ['master', 'nomaster', 'to', 'label', 'vrf', 'permanent', 'dynamic', 'group']

/** The devices that `show [dev] NAME`, `type KIND` and `up` select. Source: `ipaddr_list_flush_or_save`. */
export function selectDevices(
  words: readonly string[],
  { fabric, namespace }: CommandContext,
): Result<readonly LinkView[], DeviceProblem> {
  let name: string | undefined
  let type: string | undefined
  let up = false
  let scope: string | undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === 'up') up = true
    else if (word === 'type') type = words[++at] ?? ''
    else if (word === 'scope') scope = words[++at] ?? ''
    else if (OTHER_SELECTORS.includes(word)) return fail({ kind: 'not-modelled', option: word })
    else if (name !== undefined) {
      return says(`Error: either "dev" is duplicate, or "${word}" is a garbage.\n`, 255)
    } else name = word === 'dev' ? (words[++at] ?? '') : word
  }
  if (name !== undefined && !hasDevice(namespace, name)) return says(`Device "${name}" does not exist.\n`, 1)
  const views = namespace.links.map((link) => {
    const addresses = link.addresses.filter((address) => scope === undefined || address.scope === scope)
    return linkView(fabric, namespace, { ...link, addresses })
  })
  // A device without any address is listed whatever the scope.
  const isInScope = ({ link }: LinkView): boolean =>
    link.addresses.length > 0 || namespace.links.find(({ index }) => index === link.index)?.addresses.length === 0
  return ok(
    views.filter(
      (view) =>
        isInScope(view) &&
        (name === undefined || view.link.name === name) &&
        (type === undefined || view.kind?.name === type) &&
        (!up || view.link.up),
    ),
  )
}

const says = (text: string, exitCode: number): Result<never, DeviceProblem> => fail({ kind: 'says', text, exitCode })

const hasDevice = ({ links }: Namespace, name: string): boolean => links.some((link) => link.name === name)

/** Runs what lists; what would change a device is the lab's business. */
export function verbOf(words: readonly string[], object: string): Result<readonly string[], DeviceProblem> {
  const [verb, ...rest] = words
  if (verb === undefined || ['show', 'list', 'lst'].some((word) => isShortFor(verb, word))) return ok(rest)
  const changes = ['add', 'change', 'replace', 'set', 'delete', 'flush', 'save', 'restore', 'help']
  const change = changes.find((word) => isShortFor(verb, word))
  if (change !== undefined) return fail({ kind: 'not-modelled', option: change })
  return says(`Command "${verb}" is unknown, try "ip ${object} help".\n`, 255)
}
