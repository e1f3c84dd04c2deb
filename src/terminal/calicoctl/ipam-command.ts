import { applyCommand } from '../../engine/lab/apply-command'
import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../engine/net/ipv4'
import type { Command, CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import { type DocoptOption, docopt } from './docopt'
import { IPAM_HELP } from './help'
import { ipamCheckText } from './ipam-check'
import { configureIpam } from './ipam-configure'
import { addressText, borrowedTable, configurationTable, utilizationTable } from './ipam-table'
import { invalidOption, sayError } from './say'

const COMMON: readonly DocoptOption[] = [
  { long: 'config', short: 'c', takesValue: true },
  { long: 'allow-version-mismatch' },
  { long: 'help', short: 'h' },
]

const SHOW = ['ip', 'show-blocks', 'show-borrowed', 'show-configuration']

/** What each of its commands takes. */
export const IPAM_OPTIONS: Readonly<Record<string, readonly DocoptOption[]>> = {
  check: [
    ...COMMON,
    { long: 'show-all-ips' },
    { long: 'show-problem-ips' },
    { long: 'output', short: 'o', takesValue: true },
    { long: 'kubeconfig', takesValue: true },
  ],
  configure: [
    ...COMMON,
    { long: 'strictaffinity', takesValue: true },
    { long: 'max-blocks-per-host', takesValue: true },
  ],
  release: [...COMMON, { long: 'ip', takesValue: true }, { long: 'from-report', takesValue: true }, { long: 'force' }],
  show: [...COMMON, ...SHOW.map((long): DocoptOption => (long === 'ip' ? { long, takesValue: true } : { long }))],
  split: [...COMMON, { long: 'cidr', takesValue: true }, { long: 'name', takesValue: true }],
}

const optionsOf = (verb: string): readonly DocoptOption[] => IPAM_OPTIONS[verb] ?? []

/** `calicoctl ipam show|check|release|configure|split`. */
export const ipamCommand: Command = (words, context) => {
  const [verb, ...rest] = words
  switch (verb) {
    case 'show':
      return show(rest, context)
    case 'check':
      return check(rest, context)
    case 'release':
      return release(rest, context)
    case 'configure':
      return configureIpam(rest, optionsOf('configure'), context)
    case 'split':
      return split(rest, context)
    case undefined:
      return invalidOption(['ipam'], context)
    default:
      context.output.out(`${IPAM_HELP}\n`)
      return { exitCode: 0 }
  }
}

function show(words: readonly string[], context: CommandContext): CommandEnd {
  const parsed = docopt(words, optionsOf('show'))
  const asked = parsed.ok ? SHOW.filter(parsed.value.has) : []
  if (!parsed.ok || parsed.value.operands.length > 0 || asked.length > 1) {
    return invalidOption(['ipam', 'show', ...words], context)
  }
  const cluster = clusterOf(context.session.document)
  const { out } = context.output
  switch (asked[0]) {
    case 'ip': {
      const address = readAddress(parsed.value.value('ip') ?? '', context)
      if (address === undefined) return { exitCode: 1 }
      out(addressText(cluster, address))
      break
    }
    case 'show-borrowed':
      out(borrowedTable(cluster))
      break
    case 'show-configuration':
      out(configurationTable(cluster))
      break
    default:
      out(utilizationTable(cluster, asked[0] === 'show-blocks'))
  }
  return { exitCode: 0 }
}

/** Source: calicoctl/commands/argutils/validate.go, `ValidateIP`, which prints to stdout. */
function readAddress(text: string, { output }: CommandContext): Ipv4 | undefined {
  const address = parseIpv4(text)
  if (address === undefined) {
    output.out(`Error executing command: invalid IP address specified: ${text}\n`)
  }
  return address
}

function check(words: readonly string[], context: CommandContext): CommandEnd {
  const parsed = docopt(words, optionsOf('check'))
  if (!parsed.ok || parsed.value.operands.length > 0) return invalidOption(['ipam', 'check', ...words], context)
  if (parsed.value.has('output')) {
    context.output.note({ code: 'option-not-modelled', params: { command: 'calicoctl ipam check', option: '-o' } })
    return { exitCode: 1 }
  }
  const all = parsed.value.has('show-all-ips')
  const problems = all || parsed.value.has('show-problem-ips')
  context.output.out(ipamCheckText(clusterOf(context.session.document), { all, problems }))
  return { exitCode: 0 }
}

function release(words: readonly string[], context: CommandContext): CommandEnd {
  const parsed = docopt(words, optionsOf('release'))
  if (!parsed.ok || parsed.value.operands.length > 0) return invalidOption(['ipam', 'release', ...words], context)
  if (parsed.value.has('from-report')) {
    context.output.note({
      code: 'option-not-modelled',
      params: { command: 'calicoctl ipam release', option: '--from-report' },
    })
    return { exitCode: 1 }
  }
  const text = parsed.value.value('ip')
  if (text === undefined) return { exitCode: 0 }
  const address = readAddress(text, context)
  if (address === undefined) return { exitCode: 1 }
  const shown = formatIpv4(address)
  const outcome = applyCommand(context.session.document, { kind: 'release-address', address: shown })
  if (!outcome.ok && outcome.error.some(({ code }) => code === 'address-not-assigned')) {
    return sayError(`IP address ${shown} is not assigned`, context)
  }
  if (!outcome.ok) {
    noteIssues(outcome.error, context.output)
    return { exitCode: 1 }
  }
  context.output.out(`Successfully released IP address ${shown}\n`)
  return { exitCode: 0, session: { ...context.session, document: outcome.value } }
}

/** A pool is split while the datastore is locked; the lab's never is (calicoctl/commands/ipam/split.go). */
function split(words: readonly string[], context: CommandContext): CommandEnd {
  const parsed = docopt(words, optionsOf('split'))
  const [count, ...more] = parsed.ok ? parsed.value.operands : []
  if (!parsed.ok || count === undefined || more.length > 0) return invalidOption(['ipam', 'split', ...words], context)
  if (!/^[+-]?\d+$/.test(count)) {
    const why = `strconv.Atoi: parsing "${count}": invalid syntax`
    return sayError(`error reading number to split IP pools into. ${count} is not a valid number: ${why}`, context)
  }
  if (!parsed.value.has('cidr') && !parsed.value.has('name')) {
    return sayError('no name or CIDR provided. Provide a name or CIDR to denote the IP pool to split', context)
  }
  const how = 'Run the `calicoctl datastore migrate lock` command in order split the IP pools'
  return sayError(`datastore is not locked. ${how}`, context)
}
