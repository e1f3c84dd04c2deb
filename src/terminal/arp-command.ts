import { formatIpv4 } from '../engine/net/ipv4'
import { ARP_HARDWARE, ARP_USAGE, ARP_VERSION } from './arp-usage'
import type { Command } from './command'
import { getopt, optionProblemText } from './getopt'
import { type NeighbourEntry, neighbourTable } from './neighbour-table'
import { inetAton } from './ping/inet-aton'

/** `main` in arp.c. */
export const ARP_LETTERS = 'A:H:adfp:nsei:t:vh?DNV'

const LONG: Readonly<Record<string, string>> = {
  '--numeric': '-n',
  '--verbose': '-v',
  '--device': '-i',
  '--help': '-h',
  '--version': '-V',
  '--set': '-s',
  '--delete': '-d',
  '--file': '-f',
}

const HEADER = 'Address                  HWtype  HWaddress           Flags Mask            Iface\n'

/** net-tools' `arp` (2.10): its listing of what ARP has learned and what Calico has set. */
export const arpCommand: Command = (words, { namespace, session, output }) => {
  const parsed = getopt(
    words.map((word) => LONG[word] ?? word),
    ARP_LETTERS,
  )
  if (!parsed.ok) {
    output.err(optionProblemText('arp', parsed.error))
    output.err(ARP_USAGE + ARP_HARDWARE)
    return { exitCode: 3 }
  }
  const { options, operands } = parsed.value
  const has = (letter: string): boolean => options.some((option) => option.letter === letter)
  if (has('V')) {
    output.out(ARP_VERSION)
    return { exitCode: 0 }
  }
  if (has('h') || has('?')) {
    output.out(ARP_USAGE)
    output.err(ARP_HARDWARE)
    return { exitCode: 0 }
  }
  const strange = options.find(({ letter }) => 'AHdfpstDN'.includes(letter))
  if (strange) {
    output.note({ code: 'option-not-modelled', params: { command: 'arp', option: `-${strange.letter}` } })
    return { exitCode: 1 }
  }
  const [host] = operands
  const address = host === undefined ? undefined : inetAton(host)
  if (host !== undefined && address === undefined) {
    output.err(`${host}: Unknown host\n`)
    return { exitCode: 255 }
  }
  const dev = options.findLast(({ letter }) => letter === 'i')?.value
  const entries = neighbourTable(namespace, session.memory)
  const shown = entries.filter(
    (entry) => (dev === undefined || entry.dev === dev) && (address === undefined || entry.address === address),
  )
  const isBsd = has('a')
  if (shown.length > 0) output.out((isBsd ? '' : HEADER) + shown.map(isBsd ? bsdLine : linuxLine).join(''))
  else if (host !== undefined && !isBsd)
    output.out(`${host} (${address === undefined ? '' : formatIpv4(address)}) -- no entry\n`)
  else if (host !== undefined || dev !== undefined) output.out(`arp: in ${entries.length} entries no match found.\n`)
  if (has('v')) {
    output.out(`Entries: ${entries.length}\tSkipped: ${entries.length - shown.length}\tFound: ${shown.length}\n`)
  }
  return { exitCode: 0 }
}

/** Source: `arp_disp_2` in arp.c. */
function linuxLine({ address, mac, dev, state }: NeighbourEntry): string {
  const hardware = isComplete(state)
    ? `${'ether'.padEnd(8)}${(mac ?? '').padEnd(20)}`
    : ''.padEnd(8) + '(incomplete)'.padEnd(20)
  const flags = isComplete(state) ? `C${state === 'permanent' ? 'M' : ''}` : ''
  return `${formatIpv4(address).padEnd(23)}  ${hardware}${flags.padEnd(6)}${''.padEnd(15)} ${dev}\n`
}

/** Source: `arp_disp_1`. There are no names in the lab. */
function bsdLine({ address, mac, dev, state }: NeighbourEntry): string {
  const hardware = isComplete(state) ? `${mac} [ether] ` : '<incomplete> '
  return `? (${formatIpv4(address)}) at ${hardware}${state === 'permanent' ? 'PERM ' : ''}on ${dev}\n`
}

/** `NUD_VALID` (`arp_state_to_flags` in net/ipv4/arp.c). */
const isComplete = (state: NeighbourEntry['state']): boolean => state !== 'incomplete' && state !== 'failed'
