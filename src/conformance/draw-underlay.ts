import type { JsonObject } from '../engine/manifest'
import { formatIpv4 } from '../engine/net/ipv4'
import { formatPrefix, type Prefix } from '../engine/net/prefix'
import type { Chance } from './chance'
import type { Machine, Subnet } from './draw-networks'
import type { Routers } from './draw-routers'

export interface UnderlayParts extends Routers {
  readonly mtuBytes: number
  readonly subnets: readonly Subnet[]
  readonly machines: readonly Machine[]
}

export function underlayManifest(chance: Chance, parts: UnderlayParts): JsonObject {
  const { mtuBytes, subnets, machines, routers, gateways, transits } = parts
  const subnetOf = ({ name, cidr }: { name: string; cidr: Prefix }): JsonObject => {
    const gateway = gateways.get(name)
    return { name, cidr: formatPrefix(cidr), ...(gateway !== undefined && { gateway: formatIpv4(gateway) }) }
  }
  return {
    apiVersion: 'podpath.dev/v1',
    kind: 'Underlay',
    metadata: { name: 'drawn' },
    spec: {
      mtu: mtuBytes,
      subnets: [...subnets, ...transits].map(subnetOf),
      routers: routers.map(({ name, interfaces, routes, bgp }) => ({
        name,
        interfaces: interfaces.map((leg) => ({ ...leg })),
        routes: [...routes],
        ...(bgp && { bgp: { asNumber: 65001, advertise: chance.pick(['none', 'connected']) } }),
        drops: chance.happens(0.3) ? [drawDrop(chance, parts)] : [],
        rpFilter: drawRpFilter(chance),
      })),
      hosts: machines.map((machine) => drawHost(chance, machine, parts)),
    },
  }
}

function drawDrop(chance: Chance, { subnets, machines }: UnderlayParts): JsonObject {
  return chance.pick<JsonObject>([
    { protocol: 'ipip' },
    { protocol: 4 },
    { protocol: 'udp', port: 4789 },
    { protocol: 'tcp', port: 179 },
    { protocol: 'icmp' },
    { port: 4789 },
    { source: formatPrefix(chance.pick(subnets).cidr) },
    { source: `${formatIpv4(chance.pick(machines).address)}/32` },
    { source: chance.pick(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']) },
    { protocol: 'icmp', source: '10.0.0.0/8' },
  ])
}

function drawHost(chance: Chance, { name, subnet }: Machine, { machines, gateways }: UnderlayParts): JsonObject {
  const gateway = gateways.get(subnet.name)
  const other = chance.pick(machines)
  const via = gateway !== undefined && chance.happens(0.5) ? gateway : chance.pick(machines).address
  return {
    node: name,
    interface: chance.pick(['eth0', 'ens5', 'enp0s3']),
    gatewayMetric: chance.pick([0, 0, 100]),
    routes: chance.happens(0.15)
      ? [{ to: `${formatIpv4(other.address)}/32`, via: formatIpv4(via), metric: chance.pick([0, 50]) }]
      : [],
    missingDevices: chance.happens(0.06) ? [chance.pick(['tunl0', 'vxlan.calico'])] : [],
    bird: chance.happens(0.07) ? 'stopped' : 'running',
    rpFilter: drawRpFilter(chance),
  }
}

const drawRpFilter = (chance: Chance): string => (chance.happens(0.2) ? chance.pick(['strict', 'loose']) : 'off')
