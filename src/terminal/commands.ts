import { calicoctlCommand } from './calicoctl/calicoctl-command'
import type { Program } from './command'
import { ipCommand } from './ip/ip-command'
import { kubectlCommand } from './kubectl/kubectl-command'
import { pingCommand } from './ping/ping-command'
import { routeCommand } from './route-command'
import { tcpdumpCommand } from './tcpdump/tcpdump-command'
import { awkCommand } from './text/awk/awk'
import { catCommand } from './text/cat'
import { cutCommand } from './text/cut'
import { echoCommand } from './text/echo'
import { grepCommand } from './text/grep'
import { headCommand, tailCommand } from './text/head-tail'
import { lsCommand } from './text/ls'
import { printfCommand } from './text/printf'
import { sedCommand } from './text/sed/sed'
import { seqCommand } from './text/seq'
import { clearCommand, hostnameCommand, pwdCommand, sleepCommand, whoamiCommand } from './text/small'
import { sortCommand } from './text/sort'
import { teeCommand } from './text/tee'
import { bracketCommand, testCommand } from './text/test'
import { trCommand } from './text/tr'
import { uniqCommand } from './text/uniq'
import { wcCommand } from './text/wc'
import { xargsCommand } from './text/xargs'

/** What people type on such a host, and the lab does not have: it is the lab's want, not the host's. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['arp', 'bridge', 'ifconfig', 'iptables', 'mtr', 'ss', 'sysctl', 'tracepath'],
  ...['traceroute', 'column', 'less'],
])

/** What a host has in its path. */
export const COMMANDS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['[', { run: bracketCommand }],
  ['awk', { run: awkCommand, streams: true }],
  ['calicoctl', { run: calicoctlCommand, on: ['workstation', 'node'] }],
  ['cat', { run: catCommand, streams: true }],
  ['clear', { run: clearCommand }],
  ['cut', { run: cutCommand, streams: true }],
  ['echo', { run: echoCommand }],
  ['egrep', { run: (words, context) => grepCommand(['-E', ...words], context), streams: true }],
  ['false', { run: () => ({ exitCode: 1 }) }],
  ['fgrep', { run: (words, context) => grepCommand(['-F', ...words], context), streams: true }],
  ['grep', { run: grepCommand, streams: true }],
  ['head', { run: headCommand, streams: true }],
  ['hostname', { run: hostnameCommand }],
  ['ip', { run: ipCommand }],
  ['kubectl', { run: kubectlCommand, on: ['workstation', 'node'] }],
  ['ls', { run: lsCommand }],
  ['ping', { run: pingCommand, network: true }],
  ['printf', { run: printfCommand }],
  ['pwd', { run: pwdCommand }],
  ['route', { run: routeCommand }],
  ['sed', { run: sedCommand, streams: true }],
  ['seq', { run: seqCommand }],
  ['sleep', { run: sleepCommand }],
  ['sort', { run: sortCommand }],
  ['tail', { run: tailCommand }],
  ['tcpdump', { run: tcpdumpCommand, network: true }],
  ['tee', { run: teeCommand, streams: true }],
  ['test', { run: testCommand }],
  ['tr', { run: trCommand, streams: true }],
  ['true', { run: () => ({ exitCode: 0 }) }],
  ['uniq', { run: uniqCommand }],
  ['wc', { run: wcCommand }],
  ['whoami', { run: whoamiCommand }],
  ['xargs', { run: xargsCommand }],
])
