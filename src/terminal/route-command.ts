import type { Command } from './command'
import { getopt, optionProblemText } from './getopt'
import { routeTableText } from './route-table'

const USAGE = `Usage: route [-nNvee] [-FC] [<AF>]           List kernel routing tables
       route [-v] [-FC] {add|del|flush} ...  Modify routing table for AF.

       route {-h|--help} [<AF>]              Detailed usage syntax for specified AF.
       route {-V|--version}                  Display version/author and exit.

        -v, --verbose            be verbose
        -n, --numeric            don't resolve names
        -e, --extend             display other/more information
        -F, --fib                display Forwarding Information Base (default)
        -C, --cache              display routing cache instead of FIB

  <AF>=Use -4, -6, '-A <af>' or '--<af>'; default: inet
  List of possible address families (which support routing):
`

const FAMILIES = `    inet (DARPA Internet) inet6 (IPv6) ax25 (AMPR AX.25) 
    netrom (AMPR NET/ROM) rose (AMPR ROSE) ipx (Novell IPX) 
    ddp (Appletalk DDP) x25 (CCITT X.25) 
`

const VERSION = `net-tools 2.10
+NEW_ADDRT +RTF_IRTT +RTF_REJECT +I18N +SELINUX
AF: (inet) +UNIX +INET +INET6 +IPX +AX25 +NETROM +X25 +ATALK +ECONET +ROSE -BLUETOOTH
HW:  +ETHER +ARC +SLIP +PPP +TUNNEL -TR +AX25 +NETROM +X25 +FR +ROSE +ASH +SIT +FDDI +HIPPI +HDLC/LAPB +EUI64 
`

/** As getopt has them. */
export const ROUTE_LETTERS = 'nNvFCehV46A:'

const LONG: Readonly<Record<string, string>> = {
  '--numeric': '-n',
  '--extend': '-e',
  '--verbose': '-v',
  '--fib': '-F',
  '--help': '-h',
  '--version': '-V',
}

/** net-tools' `route`, its listing; the lab's routes come from the lab, so nothing is added or deleted with it. */
export const routeCommand: Command = (words, { namespace, output }) => {
  const parsed = getopt(
    words.map((word) => LONG[word] ?? word),
    ROUTE_LETTERS,
  )
  if (!parsed.ok) {
    output.err(optionProblemText('route', parsed.error) + FAMILIES)
    output.out(USAGE)
    return { exitCode: 0 } // net-tools 2.10 exits with 0 here
  }
  const letters = parsed.value.options.map(({ letter }) => letter)
  const [action] = parsed.value.operands
  const extended = letters.filter((letter) => letter === 'e').length
  const strange = letters.find((letter) => 'NC6A'.includes(letter)) ?? (extended > 1 ? 'ee' : undefined)
  if (letters.includes('V')) {
    output.out(VERSION)
  } else if (letters.includes('h')) {
    output.err(FAMILIES)
    output.out(USAGE)
  } else if (action === 'add' || action === 'del' || action === 'flush') {
    output.note({ code: 'command-not-modelled', params: { command: `route ${action}` } })
    return { exitCode: 1 }
  } else if (action !== undefined) {
    output.err(USAGE + FAMILIES)
    return { exitCode: 3 }
  } else if (strange !== undefined) {
    output.note({ code: 'option-not-modelled', params: { command: 'route', option: `-${strange}` } })
    return { exitCode: 1 }
  } else {
    output.out(routeTableText(namespace.routes, { numeric: letters.includes('n'), extended: extended > 0 }))
  }
  return { exitCode: 0 }
}
