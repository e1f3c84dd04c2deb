import { birdcCommand, birdclCommand, completeBirdc } from './bird/birdc-command'
import { calicoctlCommand } from './calicoctl/calicoctl-command'
import { completeCalicoctl } from './calicoctl/complete-calicoctl'
import type { Program } from './command'
import type { Completion } from './completion/completion'
import { completeIp } from './ip/complete-ip'
import { ipCommand } from './ip/ip-command'
import { completeKubectl } from './kubectl/complete-kubectl'
import { kubectlCommand } from './kubectl/kubectl-command'
import { pingCommand } from './ping/ping-command'
import { PING_LETTERS } from './ping/ping-options'
import { ROUTE_LETTERS, routeCommand } from './route-command'
import { completeTcpdump } from './tcpdump/complete-tcpdump'
import { tcpdumpCommand } from './tcpdump/tcpdump-command'
import { awkCommand } from './text/awk/awk'
import { CAT_OPTIONS, catCommand } from './text/cat'
import { CUT_OPTIONS, cutCommand } from './text/cut'
import { echoCommand } from './text/echo'
import { GREP_OPTIONS, grepCommand } from './text/grep'
import { HEAD_OPTIONS, headCommand, TAIL_OPTIONS, tailCommand } from './text/head-tail'
import { LS_OPTIONS, lsCommand } from './text/ls'
import { printfCommand } from './text/printf'
import { SED_OPTIONS, sedCommand } from './text/sed/sed'
import { seqCommand } from './text/seq'
import { clearCommand, hostnameCommand, pwdCommand, sleepCommand, whoamiCommand } from './text/small'
import { SORT_OPTIONS, sortCommand } from './text/sort'
import { TEE_OPTIONS, teeCommand } from './text/tee'
import { bracketCommand, testCommand } from './text/test'
import { TR_OPTIONS, trCommand } from './text/tr'
import { UNIQ_OPTIONS, uniqCommand } from './text/uniq'
import { WC_OPTIONS, wcCommand } from './text/wc'
import { xargsCommand } from './text/xargs'
import { TRACEPATH_LETTERS, tracepathCommand } from './tracepath/tracepath-command'
import { tracerouteCommand } from './traceroute/traceroute-command'
import { TRACEROUTE_COMPLETION as TRACEROUTE } from './traceroute/traceroute-options'

/** What people type on such a host, and the lab does not have: it is the lab's want, not the host's. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['arp', 'bridge', 'ifconfig', 'iptables', 'mtr', 'ss', 'sysctl'],
  ...['column', 'less'],
])

const NOTHING: Completion = { operands: 'nothing' }

const NUMBERS = { l: 'nothing', m: 'nothing', p: 'nothing' } as const

const PING: Completion = {
  letters: PING_LETTERS,
  values: { I: 'devices', M: ['do', 'dont', 'want'] },
  operands: 'addresses',
}

const TRACEPATH: Completion = { letters: TRACEPATH_LETTERS, values: NUMBERS, operands: 'addresses' }

/** What a host has in its path. */
export const COMMANDS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['[', { run: bracketCommand }],
  ['awk', { run: awkCommand, streams: true }],
  ['birdc', { run: birdcCommand, on: ['node'], completes: completeBirdc }],
  ['birdcl', { run: birdclCommand, on: ['node'], completes: completeBirdc }],
  ['calicoctl', { run: calicoctlCommand, on: ['workstation', 'node'], completes: completeCalicoctl }],
  ['cat', { run: catCommand, streams: true, completes: CAT_OPTIONS }],
  ['clear', { run: clearCommand, completes: NOTHING }],
  ['cut', { run: cutCommand, streams: true, completes: CUT_OPTIONS }],
  ['echo', { run: echoCommand }],
  [
    'egrep',
    { run: (words, context) => grepCommand(['-E', ...words], context), streams: true, completes: GREP_OPTIONS },
  ],
  ['false', { run: () => ({ exitCode: 1 }) }],
  [
    'fgrep',
    { run: (words, context) => grepCommand(['-F', ...words], context), streams: true, completes: GREP_OPTIONS },
  ],
  ['grep', { run: grepCommand, streams: true, completes: GREP_OPTIONS }],
  ['head', { run: headCommand, streams: true, completes: HEAD_OPTIONS }],
  ['hostname', { run: hostnameCommand, completes: NOTHING }],
  ['ip', { run: ipCommand, completes: completeIp }],
  ['kubectl', { run: kubectlCommand, on: ['workstation', 'node'], completes: completeKubectl }],
  ['ls', { run: lsCommand, completes: LS_OPTIONS }],
  ['ping', { run: pingCommand, network: true, completes: PING }],
  ['printf', { run: printfCommand }],
  ['pwd', { run: pwdCommand, completes: NOTHING }],
  ['route', { run: routeCommand, completes: { letters: ROUTE_LETTERS, operands: 'nothing' } }],
  ['sed', { run: sedCommand, streams: true, completes: SED_OPTIONS }],
  ['seq', { run: seqCommand, completes: NOTHING }],
  ['sleep', { run: sleepCommand, completes: NOTHING }],
  ['sort', { run: sortCommand, completes: SORT_OPTIONS }],
  ['tail', { run: tailCommand, completes: TAIL_OPTIONS }],
  ['tcpdump', { run: tcpdumpCommand, network: true, completes: completeTcpdump }],
  ['tee', { run: teeCommand, streams: true, completes: TEE_OPTIONS }],
  ['test', { run: testCommand }],
  ['tracepath', { run: tracepathCommand, network: true, completes: TRACEPATH }],
  ['traceroute', { run: tracerouteCommand, network: true, completes: TRACEROUTE }],
  ['tr', { run: trCommand, streams: true, completes: { ...TR_OPTIONS, operands: 'nothing' } }],
  ['true', { run: () => ({ exitCode: 0 }) }],
  ['uniq', { run: uniqCommand, completes: UNIQ_OPTIONS }],
  ['wc', { run: wcCommand, completes: WC_OPTIONS }],
  ['whoami', { run: whoamiCommand, completes: NOTHING }],
  ['xargs', { run: xargsCommand }],
])
