import { calicoctlCommand } from './calicoctl/calicoctl-command'
import type { Program } from './command'
import { ipCommand } from './ip/ip-command'
import { kubectlCommand } from './kubectl/kubectl-command'
import { pingCommand } from './ping/ping-command'
import { routeCommand } from './route-command'
import { tcpdumpCommand } from './tcpdump/tcpdump-command'
import { grepCommand } from './text/grep'

/** What people type on such a host, and the lab does not have: it is the lab's want, not the host's. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['arp', 'bridge', 'ifconfig', 'iptables', 'mtr', 'ss', 'sysctl', 'tracepath'],
  ...['traceroute', 'awk', 'cat', 'column', 'cut', 'echo', 'head', 'less', 'ls', 'sed', 'sort', 'tail', 'uniq', 'wc'],
])

/** What a host has in its path. */
export const COMMANDS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['calicoctl', { run: calicoctlCommand, on: ['workstation', 'node'] }],
  ['egrep', { run: (words, context) => grepCommand(['-E', ...words], context), streams: true }],
  ['grep', { run: grepCommand, streams: true }],
  ['ip', { run: ipCommand }],
  ['kubectl', { run: kubectlCommand, on: ['workstation', 'node'] }],
  ['ping', { run: pingCommand, network: true }],
  ['route', { run: routeCommand }],
  ['tcpdump', { run: tcpdumpCommand, network: true }],
])
