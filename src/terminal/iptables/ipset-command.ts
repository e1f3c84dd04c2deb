import { clusterOf } from '../../engine/lab/read-cluster'
import { parseIpv4 } from '../../engine/net/ipv4'
import { parsePrefix, prefixContains } from '../../engine/net/prefix'
import type { Command, CommandEnd } from '../command'
import type { Typing } from '../completion/completion'
import type { Output } from '../output'
import { type IpSet, ipSetsOf } from './ip-sets'

const RELEASE = 'ipset v7.17'

/** The kernel seeds each set's hash by chance; the lab's are made from the name. */
function initialValue(name: string): string {
  let hash = 0x811c9dc5 // FNV-1a
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return `0x${hash.toString(16).padStart(8, '0')}`
}

const headerOf = ({ name }: IpSet): string =>
  `family inet hashsize 1024 maxelem 1048576 bucketsize 12 initval ${initialValue(name)}`

/** Of an empty set, and of each member, as Linux 6.1 counts them. */
const [EMPTY_BYTES, MEMBER_BYTES] = [448, 48]

function setText(set: IpSet, isTerse: boolean): string {
  const { name, members, references } = set
  return [
    `Name: ${name}`,
    'Type: hash:net',
    'Revision: 7',
    `Header: ${headerOf(set)}`,
    `Size in memory: ${EMPTY_BYTES + MEMBER_BYTES * members.length}`,
    `References: ${references}`,
    `Number of entries: ${members.length}`,
    ...(isTerse ? [] : ['Members:', ...members]),
    '',
  ].join('\n')
}

/** `ipset` 7.17, what it shows of the sets that the modelled rules ask. */
export const ipsetCommand: Command = (words, { namespace, session, output }) => {
  const cluster = clusterOf(session.document)
  const sets = cluster.nodes.some(({ name }) => name === namespace.name) ? ipSetsOf(cluster) : []
  const flags = words.filter((word) => word.startsWith('-'))
  const strange = flags.find((flag) => !['-n', '-name', '-t', '-terse', '-L', '-S', '-T', '-V'].includes(flag))
  if (strange !== undefined) {
    output.err(`${RELEASE}: Unknown argument \`${strange}'\nTry \`ipset help' for more information.\n`)
    output.note({ code: 'option-not-modelled', params: { command: 'ipset', option: strange } })
    return { exitCode: 2 }
  }
  const [verb, ...rest] = words.filter((word) => !word.startsWith('-') || ['-L', '-S', '-T', '-V'].includes(word))
  const isName = flags.includes('-n') || flags.includes('-name')
  const isTerse = flags.includes('-t') || flags.includes('-terse')
  switch (verb) {
    case undefined:
      output.err(`${RELEASE}: No command specified.\nTry \`ipset help' for more information.\n`)
      return { exitCode: 2 }
    case 'list':
    case '-L':
      return show(rest, sets, output, (shown) =>
        isName ? shown.map(({ name }) => `${name}\n`).join('') : shown.map((set) => setText(set, isTerse)).join('\n'),
      )
    case 'save':
    case '-S':
      return show(rest, sets, output, (shown) =>
        shown
          .map((set) => {
            const { name, members } = set
            return [
              `create ${name} hash:net ${headerOf(set)}`,
              ...members.map((member) => `add ${name} ${member}`),
              '',
            ].join('\n')
          })
          .join(''),
      )
    case 'test':
    case '-T':
      return test(rest, sets, output)
    case 'version':
    case '-V':
      output.out(`${RELEASE}, protocol version: 7\n`)
      return { exitCode: 0 }
    case 'help':
      output.note({ code: 'help-of', params: { command: 'ipset' } })
      return { exitCode: 0 }
    default: {
      const isKnown = ['create', 'add', 'del', 'destroy', 'flush', 'rename', 'swap', 'restore'].includes(verb)
      if (!isKnown)
        output.err(
          `${RELEASE}: No command specified: unknown argument ${verb}\nTry \`ipset help' for more information.\n`,
        )
      else output.note({ code: 'command-not-modelled', params: { command: `ipset ${verb}` } })
      return { exitCode: isKnown ? 1 : 2 }
    }
  }
}

function show(
  [name]: readonly string[],
  sets: readonly IpSet[],
  output: Output,
  textOf: (shown: readonly IpSet[]) => string,
): CommandEnd {
  const shown = name === undefined ? sets : sets.filter((set) => set.name === name)
  if (name !== undefined && shown.length === 0) return noSet(output)
  output.out(textOf(shown))
  return { exitCode: 0 }
}

function noSet(output: Output): CommandEnd {
  output.err(`${RELEASE}: The set with the given name does not exist\n`)
  return { exitCode: 1 }
}

function test([name, entry = '']: readonly string[], sets: readonly IpSet[], output: Output): CommandEnd {
  const set = sets.find((candidate) => candidate.name === name)
  if (!set) return noSet(output)
  const address = parseIpv4(entry)
  if (address === undefined) {
    output.err(`${RELEASE}: Syntax error: cannot parse ${entry}: resolving to IPv4 address failed\n`)
    return { exitCode: 1 }
  }
  const isMember = set.members.some((member) => {
    const network = parsePrefix(member)
    return network !== undefined && prefixContains(network, address)
  })
  output.err(isMember ? `Warning: ${entry} is in set ${name}.\n` : `${entry} is NOT in set ${name}.\n`)
  return { exitCode: isMember ? 0 : 1 }
}

export function completeIpset({ words, view }: Typing): readonly string[] {
  if (words.length === 0) return ['list', 'save', 'test', 'version']
  return ipSetsOf(clusterOf(view.session.document)).map(({ name }) => name)
}
