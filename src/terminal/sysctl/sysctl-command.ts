import { applyCommand } from '../../engine/lab/apply-command'
import type { LabDocument } from '../../engine/lab/document'
import { editUnderlay, withEntry, withFields, withHost } from '../../engine/lab/faults/edit-underlay'
import type { Command, CommandContext } from '../command'
import type { Typing } from '../completion/completion'
import { gnuOptions, isEnd, type OptionSpec } from '../text/gnu-options'
import { compileRegex } from '../text/regex/regex'
import { sysctlsOf } from './sysctl-keys'
import { SYSCTL_USAGE, SYSCTL_VERSION } from './sysctl-usage'

const SPEC = {
  program: 'sysctl',
  letters: 'aAXbeNnr:qwoxdhV',
  long: {
    all: 'a',
    binary: 'b',
    ignore: 'e',
    names: 'N',
    values: 'n',
    pattern: 'r',
    quiet: 'q',
    write: 'w',
    help: 'h',
    version: 'V',
  },
  notModelled: ['p', 'f', 'load', 'system', 'deprecated', 'dry-run'],
  usage: SYSCTL_USAGE,
} as const satisfies OptionSpec

/** procps' `sysctl`: reads what the lab models; a change of a kernel's setting is a change of the lab, and made there. */
export const sysctlCommand: Command = (words, context) => {
  const { output, namespace } = context
  const given = gnuOptions(
    SPEC,
    words.map((word) => (word === '--help' ? '-h' : word)),
    context,
  )
  if (isEnd(given)) return given
  const { has, operands } = given
  if (has('V')) {
    output.out(SYSCTL_VERSION)
    return { exitCode: 0 }
  }
  if (has('h') || has('d') || words.length === 0) {
    output.out(SYSCTL_USAGE)
    return { exitCode: words.length === 0 ? 1 : 0 }
  }
  const known = sysctlsOf(namespace)
  const print = (key: string, value: string): void => {
    if (has('N')) output.out(`${key}\n`)
    else if (has('b')) output.out(value)
    else output.out(has('n') ? `${value}\n` : `${key} = ${value}\n`)
  }
  if (has('a') || has('A') || has('X')) {
    const pattern = given.last('r')
    const matches = pattern === undefined ? undefined : compileRegex(pattern, 'extended')
    if (matches && !matches.ok) return { exitCode: 1 }
    for (const [key, value] of known) if (!matches || matches.value.match(key) !== undefined) print(key, value)
    output.note({ code: 'sysctl-modelled', params: {} })
    return { exitCode: 0 }
  }
  if (operands.length === 0) {
    output.err("sysctl: no variables specified\nTry `sysctl --help' for more information.\n")
    return { exitCode: 1 }
  }
  let exitCode = 0
  let { session } = context
  for (const operand of operands) {
    const [name = '', ...value] = operand.split('=')
    const key = dotted(name.trim())
    const found = known.get(key)
    if (found === undefined) {
      if (has('e')) continue
      output.err(`sysctl: cannot stat /proc/sys/${slashed(name.trim())}: No such file or directory\n`)
      if (!key.includes('.conf.') && /^(net|kernel|vm|fs)\./.test(key)) {
        output.note({ code: 'option-not-modelled', params: { command: 'sysctl', option: key } })
      }
      exitCode = 1
    } else if (!operand.includes('=') && !has('w')) print(key, found)
    else if (value.join('=').trim() === '') {
      output.err(`sysctl: setting key "${key}": Invalid argument\n`)
      exitCode = 1
    } else {
      const changed = withSetting(key, value.join('=').trim(), { ...context, session })
      if (changed) {
        session = { ...session, document: changed }
        if (!has('q')) print(key, value.join('=').trim())
        continue
      }
      output.note({ code: 'command-not-modelled', params: { command: `sysctl -w ${operand}` } })
      exitCode = 1
    }
  }
  return { exitCode, session }
}

/** The one setting that a lab can change: whether, and how, a machine looks for the way back to a source. */
function withSetting(key: string, value: string, { session, namespace }: CommandContext): LabDocument | undefined {
  const mode = ['off', 'strict', 'loose'][Number(value)]
  if (key !== 'net.ipv4.conf.all.rp_filter' || mode === undefined || namespace.role === 'pod') return undefined
  const field = { rpFilter: mode === 'off' ? undefined : mode }
  const edited = editUnderlay(session.document, (spec) =>
    namespace.role === 'router'
      ? withEntry(spec, 'routers', ['name', namespace.name], (entry) => withFields(entry, field))
      : withHost(spec, namespace.name, field),
  )
  const underlay = edited.manifests.find(({ kind }) => kind === 'Underlay')
  const outcome = underlay && applyCommand(session.document, { kind: 'apply-manifest', manifest: underlay })
  return outcome?.ok ? outcome.value : undefined
}

/** Dots and slashes change places, as whichever comes first says which it is (`slashdot` in sysctl.c). */
const dotted = (name: string): string => (/^[^./]*\//.test(name) ? swapped(name) : name)
const slashed = (name: string): string => (/^[^./]*\//.test(name) ? name : swapped(name))
const swapped = (name: string): string => name.replace(/[./]/g, (sign) => (sign === '.' ? '/' : '.'))

export function completeSysctl({ word, view }: Typing): readonly string[] {
  const namespace = view.fabric.namespaces.get(view.host)
  return word.startsWith('-') || !namespace ? ['-a', '-e', '-N', '-n'] : [...sysctlsOf(namespace).keys()]
}
