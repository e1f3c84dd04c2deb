import { arpCommand } from './arp-command'
import { birdcCommand, birdclCommand, completeBirdc } from './bird/birdc-command'
import { bridgeCommand, completeBridge } from './bridge/bridge-command'
import { calicoctlCommand } from './calicoctl/calicoctl-command'
import { completeCalicoctl } from './calicoctl/complete-calicoctl'
import type { Program } from './command'
import type { Completion } from './completion/completion'
import { completeIp } from './ip/complete-ip'
import { ipCommand } from './ip/ip-command'
import { completeIpset, ipsetCommand } from './iptables/ipset-command'
import { IPTABLES_OPTIONS, iptablesCommand, iptablesSaveCommand } from './iptables/iptables-command'
import { completeKubectl } from './kubectl/complete-kubectl'
import { kubectlCommand } from './kubectl/kubectl-command'
import { pingCommand } from './ping/ping-command'
import { PING_LETTERS } from './ping/ping-options'
import { ROUTE_LETTERS, routeCommand } from './route-command'
import { completeSysctl, sysctlCommand } from './sysctl/sysctl-command'
import { completeTcpdump } from './tcpdump/complete-tcpdump'
import { tcpdumpCommand } from './tcpdump/tcpdump-command'
import { awkCommand } from './text/awk/awk'
import { CAT_OPTIONS, catCommand } from './text/cat'
import { CUT_OPTIONS, cutCommand } from './text/cut'
import { DATE_OPTIONS, dateCommand } from './text/date'
import { echoCommand } from './text/echo'
import {
  basenameCommand,
  CP_OPTIONS,
  cpCommand,
  dirnameCommand,
  MKDIR_OPTIONS,
  MV_OPTIONS,
  mkdirCommand,
  mvCommand,
  RM_OPTIONS,
  RMDIR_OPTIONS,
  rmCommand,
  rmdirCommand,
  TOUCH_OPTIONS,
  touchCommand,
} from './text/file-commands'
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
import { tracepathCommand } from './tracepath/tracepath-command'
import { TRACEPATH_LETTERS } from './tracepath/tracepath-options'
import { tracerouteCommand } from './traceroute/traceroute-command'
import { TRACEROUTE_COMPLETION as TRACEROUTE } from './traceroute/traceroute-options'

/** What people type on such a host, and the lab does not have: it is the lab's want, not the host's. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['ifconfig', 'mtr', 'netstat', 'nft', 'ss'],
  ...['column', 'info', 'less', 'man', 'nano', 'vi', 'vim'],
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
  ['arp', { run: arpCommand, completes: { letters: 'anevi:hV', values: { i: 'devices' }, operands: 'addresses' } }],
  ['awk', { run: awkCommand, streams: true }],
  ['basename', { run: basenameCommand }],
  ['birdc', { run: birdcCommand, on: ['node'], completes: completeBirdc }],
  ['birdcl', { run: birdclCommand, on: ['node'], completes: completeBirdc }],
  ['bridge', { run: bridgeCommand, completes: completeBridge }],
  ['calicoctl', { run: calicoctlCommand, on: ['workstation', 'node'], completes: completeCalicoctl }],
  ['cat', { run: catCommand, streams: true, completes: CAT_OPTIONS }],
  ['clear', { run: clearCommand, completes: NOTHING }],
  ['cp', { run: cpCommand, completes: CP_OPTIONS }],
  ['cut', { run: cutCommand, streams: true, completes: CUT_OPTIONS }],
  ['date', { run: dateCommand, completes: DATE_OPTIONS }],
  ['dirname', { run: dirnameCommand }],
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
  ['iptables', { run: iptablesCommand, completes: IPTABLES_OPTIONS }],
  ['ipset', { run: ipsetCommand, completes: completeIpset }],
  [
    'iptables-save',
    { run: iptablesSaveCommand, completes: { letters: 't:', values: { t: ['nat'] }, operands: 'nothing' } },
  ],
  ['kubectl', { run: kubectlCommand, on: ['workstation', 'node'], completes: completeKubectl }],
  ['ls', { run: lsCommand, completes: LS_OPTIONS }],
  ['mkdir', { run: mkdirCommand, completes: MKDIR_OPTIONS }],
  ['mv', { run: mvCommand, completes: MV_OPTIONS }],
  ['ping', { run: pingCommand, network: true, completes: PING }],
  ['printf', { run: printfCommand }],
  ['pwd', { run: pwdCommand, completes: NOTHING }],
  ['rm', { run: rmCommand, completes: RM_OPTIONS }],
  ['rmdir', { run: rmdirCommand, completes: RMDIR_OPTIONS }],
  ['route', { run: routeCommand, completes: { letters: ROUTE_LETTERS, operands: 'nothing' } }],
  ['sed', { run: sedCommand, streams: true, completes: SED_OPTIONS }],
  ['seq', { run: seqCommand, completes: NOTHING }],
  ['sleep', { run: sleepCommand, takesTime: true, completes: NOTHING }],
  ['sort', { run: sortCommand, completes: SORT_OPTIONS }],
  ['sysctl', { run: sysctlCommand, completes: completeSysctl }],
  ['tail', { run: tailCommand, completes: TAIL_OPTIONS }],
  ['tcpdump', { run: tcpdumpCommand, network: true, catchesTerm: true, completes: completeTcpdump }],
  ['tee', { run: teeCommand, streams: true, completes: TEE_OPTIONS }],
  ['test', { run: testCommand }],
  ['tracepath', { run: tracepathCommand, network: true, completes: TRACEPATH }],
  ['traceroute', { run: tracerouteCommand, network: true, completes: TRACEROUTE }],
  ['touch', { run: touchCommand, completes: TOUCH_OPTIONS }],
  ['tr', { run: trCommand, streams: true, completes: { ...TR_OPTIONS, operands: 'nothing' } }],
  ['true', { run: () => ({ exitCode: 0 }) }],
  ['uniq', { run: uniqCommand, completes: UNIQ_OPTIONS }],
  ['wc', { run: wcCommand, completes: WC_OPTIONS }],
  ['whoami', { run: whoamiCommand, completes: NOTHING }],
  ['xargs', { run: xargsCommand }],
])
