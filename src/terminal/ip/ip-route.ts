import type { CommandEnd } from '../command'
import type { IpObject } from './ip-command'
import { isShortFor } from './ip-options'
import { changeRoute, ROUTE_CHANGES } from './ip-route-change'
import { ipRouteGet } from './ip-route-get'
import { IP_ROUTE_USAGE } from './ip-usage'
import { jsonText } from './print-json'
import { type RouteStyle, routeJson, routeText } from './print-route'
import { localLines, mainLine, type RouteLine } from './route-line'
import { parseRouteSelector, type RouteSelector, type SelectorProblem, selects } from './route-selector'

/** In the order in which iproute2 tries them; static routes can be added and deleted. */
const CHANGES = ['add', 'change', 'chg', 'replace', 'prepend', 'append', 'test', 'delete', 'flush', 'save', 'restore']

/** `ip route`. Source: `do_iproute` in ip/iproute.c. */
export const ipRoute: IpObject = (words, options, context) => {
  const { output } = context
  const [verb = 'list', ...rest] = words
  if (['list', 'show', 'lst'].some((word) => isShortFor(verb, word))) return show(rest, options, context)
  if (isShortFor(verb, 'get')) return ipRouteGet(rest, options, context)
  const change = CHANGES.find((word) => isShortFor(verb, word))
  const possible = ROUTE_CHANGES.find((word) => word === change)
  if (possible !== undefined) return changeRoute(possible, rest, context)
  if (change === undefined && isShortFor(verb, 'help')) {
    output.err(IP_ROUTE_USAGE)
    return { exitCode: 255 }
  }
  if (change !== undefined) {
    output.note({ code: 'command-not-modelled', params: { command: `ip route ${change}` } })
    return { exitCode: 1 }
  }
  output.err(`Command "${verb}" is unknown, try "ip route help".\n`)
  return { exitCode: 255 }
}

const show: IpObject = (words, options, { namespace, output }) => {
  const parsed = parseRouteSelector(words)
  if (!parsed.ok) return refuse(parsed.error, output.err)
  const selector = parsed.value
  const { dev, table } = selector
  if (dev !== undefined && !namespace.links.some(({ name }) => name === dev)) {
    output.err(`Cannot find device "${dev}"\n`)
    return { exitCode: 1 }
  }
  if (table === 'absent') {
    output.err('Error: ipv4: FIB table does not exist.\nDump terminated\n')
    return { exitCode: 2 }
  }
  const main = table === 'local' ? [] : namespace.routes.map(mainLine)
  const local = table === 'main' ? [] : localLines(namespace)
  const lines = options.family === 'inet6' ? [] : [...main, ...local].filter((line) => selects(selector, line))
  const style = styleFor(selector, options.details)
  if (options.json)
    output.out(
      jsonText(
        lines.map((line) => routeJson(line, style)),
        options,
      ),
    )
  else output.out(lines.map((line) => `${textOf(line, style, options.oneLine)}\n`).join(''))
  return { exitCode: 0 }
}

const textOf = (line: RouteLine, style: RouteStyle, oneLine: boolean): string =>
  oneLine ? routeText(line, style).replaceAll('\n', '\\') : routeText(line, style)

/** What was asked for is the same on every line, and left out. */
const styleFor = ({ dev, protocol, scope, via, source, table }: RouteSelector, details: boolean): RouteStyle => ({
  hide: new Set([
    ...(dev === undefined ? [] : ['dev' as const]),
    ...(protocol === undefined ? [] : ['proto' as const]),
    ...(scope === undefined ? [] : ['scope' as const]),
    ...(via === undefined ? [] : ['via' as const]),
    ...(source === undefined ? [] : ['src' as const]),
  ]),
  showTable: table === 'all',
  details,
})

function refuse(problem: SelectorProblem, err: (text: string) => void): CommandEnd {
  err(problem.text)
  return { exitCode: problem.exitCode }
}
