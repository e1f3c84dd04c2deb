import { COMMANDS } from '../commands'
import type { Streams } from './machine'

const CLUSTER = ['birdc', 'birdcl', 'calicoctl', 'kubectl']
const NETWORK = [
  ...['arp', 'bridge', 'ip', 'ipset', 'iptables', 'iptables-save', 'ping', 'route', 'sysctl', 'tcpdump'],
  ...['tracepath', 'traceroute'],
]

/** `help`: the lab's commands by what they are for; `help NAME` says where its own help is. */
export function sayHelp(name: string | undefined, builtins: readonly string[], streams: Streams): number {
  const shell = builtins.filter((word) => /^[a-z]/.test(word))
  const programs = [...COMMANDS.keys()].filter((word) => /^[a-z]/.test(word))
  if (name !== undefined && [...shell, ...programs].includes(name)) {
    streams.note({ code: 'help-of', params: { command: name } })
    return 0
  }
  if (name !== undefined) {
    streams.err(
      `bash: help: no help topics match \`${name}'.  Try \`help help' or \`man -k ${name}' or \`info ${name}'.\n`,
    )
    return 1
  }
  const among = (names: readonly string[]): string => programs.filter((word) => names.includes(word)).join(' ')
  const text = programs.filter((word) => ![...CLUSTER, ...NETWORK, ...shell].includes(word))
  const params = {
    cluster: among(CLUSTER),
    network: among(NETWORK),
    text: text.join(' '),
    shell: shell.toSorted().join(' '),
  }
  streams.note({ code: 'help', params })
  return 0
}
