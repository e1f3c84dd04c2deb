import type { StaticRoute } from '../../engine/calico/resources/underlay'
import { applyCommand } from '../../engine/lab/apply-command'
import type { LabDocument } from '../../engine/lab/document'
import { editUnderlay, withEntry, withFields, withHost } from '../../engine/lab/faults/edit-underlay'
import { clusterOf } from '../../engine/lab/read-cluster'
import type { Route } from '../../engine/linux/route'
import { findLink } from '../../engine/linux/source-address'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../engine/net/ipv4'
import {
  formatPrefix,
  type Prefix,
  parseInterfaceAddress,
  prefixContains,
  prefixKey,
  prefixOf,
} from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import type { CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import { IP_ROUTE_USAGE } from './ip-usage'

export const ROUTE_CHANGES = ['add', 'append', 'replace', 'delete'] as const

type RouteChange = (typeof ROUTE_CHANGES)[number]

interface Asked {
  readonly to: Prefix
  readonly via?: Ipv4
  readonly dev?: string
  readonly metric: number
  readonly hasMetric: boolean
}

/** iproute2's or the kernel's refusal, or what the lab does not model. */
type Problem = { readonly text: string; readonly exitCode: number } | { readonly notModelled: string }

const says = (text: string, exitCode: number): Result<never, Problem> => fail({ text: `${text}\n`, exitCode })

/**
 * `ip route add|append|replace|del`: on a node or a router a static route by a gateway is a line of the lab's Underlay; those
 * that Felix, BIRD, the kernel or DHCP put there are theirs. Source: `iproute_modify` in ip/iproute.c (iproute2 6.1),
 * `inet_rtm_newroute` in net/ipv4/fib_frontend.c. [TERM-12]
 */
export function changeRoute(change: RouteChange, words: readonly string[], context: CommandContext): CommandEnd {
  const { output, session } = context
  const asked = parseAsked(words, context)
  const changed = asked.ok ? changedDocument(change, asked.value, context) : asked
  if (!changed.ok) {
    if ('notModelled' in changed.error) {
      const command = `ip route ${change} ${changed.error.notModelled}`.trim()
      output.note({ code: 'command-not-modelled', params: { command } })
      return { exitCode: 1 }
    }
    output.err(changed.error.text)
    return { exitCode: changed.error.exitCode }
  }
  const underlay = changed.value.manifests.find(({ kind }) => kind === 'Underlay')
  const outcome = underlay && applyCommand(session.document, { kind: 'apply-manifest', manifest: underlay })
  if (outcome && !outcome.ok) {
    noteIssues(outcome.error, output)
    return { exitCode: 2 }
  }
  return { exitCode: 0, session: { ...session, ...(outcome && { document: outcome.value }) } }
}

const TYPES = [
  'unicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'local',
  'throw',
  'nat',
  'broadcast',
  'multicast',
  'anycast',
]

function parseAsked(words: readonly string[], { namespace }: CommandContext): Result<Asked, Problem> {
  const [first, ...rest] = words[0] === 'to' ? words.slice(1) : words
  if (first === undefined) return fail({ text: IP_ROUTE_USAGE, exitCode: 255 })
  if (TYPES.includes(first)) return fail({ notModelled: first })
  const read = first === 'default' ? { address: 0 as Ipv4, length: 0 } : parseInterfaceAddress(first)
  if (!read) return says(`Error: any valid prefix is expected rather than "${first}".`, 1)
  const to = prefixOf(read.address, read.length)
  if (to.address !== read.address) return says('Error: Invalid prefix for given prefix length.', 2)
  let asked: Asked = { to, metric: 0, hasMetric: false }
  for (let at = 0; at < rest.length; at++) {
    const [word = '', value = ''] = [rest[at], rest[at + 1]]
    at++
    if (word === 'via') {
      const via = parseIpv4(value)
      if (via === undefined) return says(`Error: inet address is expected rather than "${value}".`, 1)
      asked = { ...asked, via }
    } else if (word === 'dev' || word === 'oif') {
      if (!findLink(namespace, value)) return says(`Cannot find device "${value}"`, 1)
      asked = { ...asked, dev: value }
    } else if (word === 'metric' || word === 'preference' || word === 'priority') {
      if (!/^\d+$/.test(value)) return says(`Error: argument "${value}" is wrong: "metric" value is invalid\n`, 255)
      asked = { ...asked, metric: Number(value), hasMetric: true }
    } else if (!(word === 'proto' && value === 'boot')) return fail({ notModelled: `${first} … ${word}` })
  }
  return ok(asked)
}

function changedDocument(change: RouteChange, asked: Asked, context: CommandContext): Result<LabDocument, Problem> {
  const { namespace, session } = context
  const { underlay, nodes } = clusterOf(session.document)
  const isNode = nodes.some(({ name }) => name === namespace.name)
  const host = underlay.hosts.find(({ node }) => node === namespace.name)
  const router = underlay.routers.find(({ name }) => name === namespace.name)
  if (!isNode && !router) return fail({ notModelled: `(${namespace.role})` })
  const own = (isNode ? host?.routes : router?.routes) ?? []
  const next = change === 'delete' ? without(asked, own, context) : withRoute(change, asked, own, context)
  if (!next.ok) return next
  const routes = next.value.map(({ to, via, metric }) => ({
    to: formatPrefix(to),
    via: formatIpv4(via),
    ...(metric !== 0 && { metric }),
  }))
  const field = { routes: routes.length > 0 ? routes : undefined }
  return ok(
    editUnderlay(session.document, (spec) =>
      isNode
        ? withHost(spec, namespace.name, field)
        : withEntry(spec, 'routers', ['name', namespace.name], (entry) => withFields(entry, field)),
    ),
  )
}

const isTo = (to: Prefix, { destination }: Route): boolean => prefixKey(destination) === prefixKey(to)

const isOperators = ({ provenance }: Route): boolean => provenance.programmer === 'operator'

function withRoute(
  change: Exclude<RouteChange, 'delete'>,
  { to, via, dev, metric }: Asked,
  own: readonly StaticRoute[],
  { namespace }: CommandContext,
): Result<readonly StaticRoute[], Problem> {
  if (via === undefined)
    return dev === undefined
      ? says('RTNETLINK answers: No such device', 2)
      : fail({ notModelled: `${formatPrefix(to)} dev` })
  const nic = namespace.links.find(
    ({ addresses, type }) =>
      type.kind === 'ethernet' &&
      addresses.some(({ address, length }) => length < 32 && prefixContains(prefixOf(address, length), via)),
  )
  if (!nic || (dev !== undefined && dev !== nic.name)) return says('Error: Nexthop has invalid gateway.', 2)
  const same = namespace.routes.filter((route) => isTo(to, route) && route.metric === metric)
  if (change === 'add' && same.length > 0) return says('RTNETLINK answers: File exists', 2)
  if (change === 'append' && same.length > 0) return fail({ notModelled: `${formatPrefix(to)} (a second one)` })
  const [first] = same
  if (change === 'replace' && first && !isOperators(first))
    return fail({ notModelled: `${formatPrefix(to)} (${first.provenance.programmer})` })
  const isReplaced = (route: StaticRoute): boolean =>
    change === 'replace' && prefixKey(route.to) === prefixKey(to) && route.metric === metric
  return ok([...own.filter((route) => !isReplaced(route)), { to, via, metric }])
}

function without(
  { to, via, dev, metric, hasMetric }: Asked,
  own: readonly StaticRoute[],
  { namespace }: CommandContext,
): Result<readonly StaticRoute[], Problem> {
  const found = namespace.routes.find(
    (route) =>
      isTo(to, route) &&
      (!hasMetric || route.metric === metric) &&
      (via === undefined || route.nextHops.some(({ gateway }) => gateway === via)) &&
      (dev === undefined || route.nextHops.some((hop) => hop.dev === dev)),
  )
  if (!found) return says('RTNETLINK answers: No such process', 2)
  const [hop] = found.nextHops
  const place = own.findIndex(
    (route) => isTo(route.to, found) && route.metric === found.metric && route.via === hop?.gateway,
  )
  if (place < 0 || !isOperators(found))
    return fail({ notModelled: `${formatPrefix(to)} (${found.provenance.programmer})` })
  return ok(own.toSpliced(place, 1))
}
