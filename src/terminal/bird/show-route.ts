import { parseIpv4 } from '../../engine/net/ipv4'
import { type Prefix, parsePrefix, prefixKey } from '../../engine/net/prefix'
import { fail, ok, type Result } from '../../engine/result'
import { type BirdNet, type BirdRoute, type BirdView, exportsTo, netFor, offeredTo } from './bird-table'
import type { BirdWord } from './bird-words'
import { routeText } from './print-bird-route'
import { protocolLines } from './show-protocols'

interface Selection {
  prefix?: Prefix
  target?: { readonly address: Prefix['address'] }
  isVerbose: boolean
  isPrimary: boolean
  isFiltered: boolean
  statistics?: 'stats' | 'count'
  protocol?: string
  peer?: { readonly mode: 'export' | 'preexport' | 'noexport'; readonly name: string }
}

/** What BIRD says, or that the lab does not model it. */
export type ShowProblem = { readonly says: string } | { readonly notModelled: string }

const says = (text: string): Result<never, ShowProblem> => fail({ says: text })

/** Source: `r_args` in nest/config.Y, `rt_show` in nest/rt-table.c (BIRD 1.6). */
export function showRoute(view: BirdView, words: readonly BirdWord[]): Result<string, ShowProblem> {
  const read = readSelection(view, words)
  if (!read.ok) return read
  const selection = read.value
  const asked = selection.prefix ?? selection.target
  const nets = netsAsked(view, selection)
  if (asked && nets.length === 0) return ok('Network not in table\n')
  const shown = nets.map((net): readonly [BirdNet, readonly BirdRoute[]] => [net, routesAsked(view, net, selection)])
  const text = shown.map(([net, routes]) => routeText(net, routes, selection.isVerbose)).join('')
  if (selection.statistics === undefined) return ok(text)
  const count = shown.reduce((sum, [, routes]) => sum + routes.length, 0)
  const all = view.nets.reduce((sum, { routes }) => sum + routes.length, 0)
  const summary = `${count} of ${all} routes for ${view.nets.length} networks\n`
  return ok(selection.statistics === 'count' ? summary : text + summary)
}

function netsAsked(view: BirdView, { prefix, target }: Selection): readonly BirdNet[] {
  if (prefix) return view.nets.filter((net) => prefixKey(net.prefix) === prefixKey(prefix))
  if (!target) return view.nets
  const net = netFor(view, target.address)
  return net ? [net] : []
}

function routesAsked(view: BirdView, { routes }: BirdNet, selection: Selection): readonly BirdRoute[] {
  const { protocol, peer, isPrimary, isFiltered } = selection
  if (isFiltered) return []
  const told = peer && toldTo(view, peer)
  return (isPrimary ? routes.slice(0, 1) : routes).filter(
    (route) => (protocol === undefined || route.protocol === protocol) && (!told || told.includes(route)),
  )
}

function toldTo(view: BirdView, { mode, name }: NonNullable<Selection['peer']>): readonly BirdRoute[] {
  const exported = exportsTo(view, name).routes
  if (mode === 'export') return exported
  const offered = offeredTo(view, name)
  return mode === 'preexport' ? offered : offered.filter((route) => !exported.includes(route))
}

function readSelection(view: BirdView, words: readonly BirdWord[]): Result<Selection, ShowProblem> {
  const selection: Selection = { isVerbose: false, isPrimary: false, isFiltered: false }
  const known = new Set(protocolLines(view).map(({ name }) => name))
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at] ?? { text: '' }
    const next = (): string => words[++at]?.text ?? ''
    switch (text) {
      case 'all':
        selection.isVerbose = true
        break
      case 'primary':
        selection.isPrimary = true
        break
      case 'filtered':
        selection.isFiltered = true
        break
      case 'stats':
      case 'count':
        selection.statistics = text
        break
      case 'for': {
        const target = next()
        const address = parseIpv4(target) ?? parsePrefix(target)?.address
        if (address === undefined) return says('IP address expected')
        selection.target = { address }
        break
      }
      case 'table': {
        const name = next()
        if (name !== 'master') return says(name === '' ? 'syntax error' : `${name} is not a table`)
        break
      }
      case 'protocol':
      case 'export':
      case 'preexport':
      case 'noexport': {
        const name = next()
        if (!known.has(name)) return says(name === '' ? 'syntax error' : `${name} is not a protocol`)
        if (text === 'protocol') selection.protocol = name
        else selection.peer = { mode: text, name }
        break
      }
      case 'where':
      case 'filter':
        return fail({ notModelled: `show route ${text}` })
      default: {
        const prefix = text.includes('/') ? parsePrefix(text) : undefined
        if (!prefix) return says(parseIpv4(text) === undefined ? 'IP address expected' : 'syntax error')
        selection.prefix = prefix
      }
    }
  }
  return ok(selection)
}
