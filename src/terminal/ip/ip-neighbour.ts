import { formatIpv4 } from '../../engine/net/ipv4'
import { verbOf } from './device-selector'
import type { IpObject } from './ip-command'
import { jsonText } from './print-json'
import { refuseDevices } from './refuse-devices'

/** `ip neigh show`: the permanent entries. What ARP would learn is not state of the lab. */
export const ipNeighbour: IpObject = (words, options, { namespace, output }) => {
  const rest = verbOf(words, 'neigh')
  if (!rest.ok) return refuseDevices(rest.error, 'ip neigh', output)
  const [first, second] = rest.value
  const dev = first === 'dev' ? (second ?? '') : undefined
  if (first !== undefined && dev === undefined) {
    output.note({ code: 'option-not-modelled', params: { command: 'ip neigh', option: first } })
    return { exitCode: 1 }
  }
  if (dev !== undefined && !namespace.links.some(({ name }) => name === dev)) {
    output.err(`Cannot find device "${dev}"\n`)
    return { exitCode: 1 }
  }
  const entries = namespace.neighbours.filter((entry) => dev === undefined || entry.dev === dev)
  if (options.json) {
    const json = entries.map((entry) => ({
      dst: formatIpv4(entry.address),
      ...(dev === undefined && { dev: entry.dev }),
      lladdr: entry.mac,
      state: ['PERMANENT'],
    }))
    output.out(jsonText(json, options))
  } else {
    const device = (name: string): string => (dev === undefined ? `dev ${name} ` : '')
    const lines = entries.map(
      (entry) => `${formatIpv4(entry.address)} ${device(entry.dev)}lladdr ${entry.mac} PERMANENT \n`,
    )
    output.out(lines.join(''))
  }
  return { exitCode: 0 }
}
