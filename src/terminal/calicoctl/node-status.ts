import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { bgpProtocols, isBirdRunning, restlessPeers } from '../bgp-protocols'
import { clockAt } from '../clock'
import type { Command } from '../command'
import { borderTable } from '../resource-printing/border-table'
import { docopt } from './docopt'
import { NODE_HELP } from './help'
import { invalidOption, sayError } from './say'

const PEER_TYPE = { Mesh: 'node-to-node mesh', Global: 'global', Node: 'node specific' } as const

const HEADERS = ['Peer address', 'Peer type', 'State', 'Since', 'Info']

/** `calicoctl node status`: calicoctl/commands/node/status.go. */
export const nodeCommand: Command = (words, context) => {
  const [verb, ...rest] = words
  if (verb === undefined) return invalidOption(['node'], context)
  if (verb !== 'status') {
    if (!['run', 'diags', 'checksystem'].includes(verb)) {
      context.output.out(`${NODE_HELP}\n`)
      return { exitCode: 0 }
    }
    context.output.note({ code: 'command-not-modelled', params: { command: `calicoctl node ${verb}` } })
    return { exitCode: 1 }
  }
  const parsed = docopt(rest, [{ long: 'allow-version-mismatch' }, { long: 'help', short: 'h' }])
  if (!parsed.ok || parsed.value.operands.length > 0) return invalidOption(['node', ...words], context)
  const { document } = context.session
  const cluster = clusterOf(document)
  if (!cluster.nodes.some(({ name }) => name === context.host)) {
    return sayError('Calico process is not running.', context)
  }
  const { out } = context.output
  out('Calico process is running.\n')
  if (isBirdRunning(cluster, context.host)) {
    const since = timeText()
    const rows = bgpProtocols(document, context.host).map(({ type, peerAddress, state, info }) => [
      formatIpv4(peerAddress),
      PEER_TYPE[type],
      state,
      since,
      info.join(' '),
    ])
    const restless = restlessPeers(cluster, context.host)
    if (restless.length > 0) context.output.note({ code: 'bgp-restless', params: { peers: restless.join(', ') } })
    out(`\nIPv4 BGP status\n${rows.length > 0 ? borderTable(HEADERS, rows) : 'No IPv4 peers found.\n'}`)
  } else {
    out("\nINFO: BIRDv4 process: 'bird' is not running.\n")
  }
  out('\nIPv6 BGP status\nNo IPv6 peers found.\n\n')
  return { exitCode: 0 }
}

/** Sessions came up with the network; BIRD shows the time of day for what is younger than a day. */
function timeText(): string {
  const { hour, minute, second } = clockAt(0)
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')
}
