import type { LinkAddress } from '../../engine/linux/link'
import { formatIpv4 } from '../../engine/net/ipv4'
import { broadcastOf, formatPrefix, prefixOf } from '../../engine/net/prefix'
import { selectDevices, verbOf } from './device-selector'
import type { IpObject } from './ip-command'
import type { IpOptions } from './ip-options'
import type { LinkView } from './link-view'
import { jsonText } from './print-json'
import { briefStart, linkJson, linkLayerLines, linkLine, netnsWord } from './print-link'
import { refuseDevices } from './refuse-devices'

/** `ip address show`: IPv4's addresses; the lab's hosts have no others. */
export const ipAddress: IpObject = (words, options, context) => {
  const { output } = context
  const rest = verbOf(words, 'address')
  const devices = rest.ok ? selectDevices(rest.value, context) : rest
  if (!devices.ok) return refuseDevices(devices.error, 'ip address', output)
  const views = devices.value.filter(
    ({ link }) => !(options.onlyInet && link.addresses.length === 0) && options.family === 'inet',
  )
  if (options.json)
    output.out(
      jsonText(
        views.map((view) => addressJson(view, options)),
        options,
      ),
    )
  else if (options.brief) output.out(views.map(briefLine).join(''))
  else output.out(views.map((view) => deviceText(view, options)).join(''))
  return { exitCode: 0 }
}

const briefLine = (view: LinkView): string =>
  `${briefStart(view)}${view.link.addresses.map((address) => `${formatPrefix(address)} `).join('')}\n`

function deviceText(view: LinkView, { details, oneLine, onlyInet }: IpOptions): string {
  const style = { details, isLinkCommand: false }
  const { link } = view
  if (oneLine) {
    const start = `${link.index}: ${link.name}`
    return link.addresses.map((address) => `${start}${addressLines(view, address).join('\\')}\n`).join('')
  }
  const first = linkLine(view, style)
  const top = onlyInet ? [`${first}${netnsWord(view)}`] : [first, ...linkLayerLines(view, style)]
  return [...top, ...link.addresses.flatMap((address) => addressLines(view, address)), ''].join('\n')
}

const addressLines = (view: LinkView, address: LinkAddress): readonly string[] => [
  `    inet ${formatPrefix(address)} ${broadcastText(view, address)}scope ${address.scope} ${view.link.name}`,
  '       valid_lft forever preferred_lft forever',
]

/** Whatever configures a machine's NIC sets the broadcast address; what adds the other addresses does not. */
const broadcastText = ({ isNic }: LinkView, { address, length }: LinkAddress): string =>
  isNic && length < 31 ? `brd ${formatIpv4(broadcastOf(prefixOf(address, length)))} ` : ''

/** What `-j` prints for "forever". */
const FOREVER = 4294967295

function addressJson(view: LinkView, { details }: IpOptions): Readonly<Record<string, unknown>> {
  return {
    ...linkJson(view, { details, isLinkCommand: false }),
    addr_info: view.link.addresses.map(({ address, length, scope }) => ({
      family: 'inet',
      local: formatIpv4(address),
      prefixlen: length,
      ...(view.isNic && length < 31 && { broadcast: formatIpv4(broadcastOf(prefixOf(address, length))) }),
      scope,
      label: view.link.name,
      valid_life_time: FOREVER,
      preferred_life_time: FOREVER,
    })),
  }
}
