import { expect, it } from 'vitest'
import { ip } from '../net/ipv4'
import type { Mac } from '../net/mac'
import { type DissectedLayer, dissect, VXLAN_PORT } from './dissect'
import { buildEthernet } from './ethernet'
import { buildEcho, buildIcmpError, ICMP_TYPE } from './icmp'
import { buildIpv4, PROTOCOL } from './ipv4'
import { buildUdp } from './udp'
import { buildVxlan } from './vxlan'

const [NEAR, FAR] = ['02:00:00:00:00:01' as Mac, '02:00:00:00:00:02' as Mac]

const packet = (protocol: number, payload: Uint8Array, more = {}) =>
  buildIpv4(
    {
      source: ip('10.0.0.1'),
      destination: ip('10.0.0.2'),
      protocol,
      ttl: 64,
      typeOfService: 0,
      identification: 1,
      dontFragment: false,
      moreFragments: false,
      fragmentOffset: 0,
      ...more,
    },
    payload,
  )

const ping = packet(PROTOCOL.icmp, buildEcho(ICMP_TYPE.echoRequest, 1, 1, new Uint8Array(56)))
const ipip = packet(PROTOCOL.ipip, ping)
const ports = { sourcePort: 40000, destinationPort: VXLAN_PORT }
const vxlan = packet(
  PROTOCOL.udp,
  buildUdp(ports, ip('10.0.0.1'), ip('10.0.0.2'), buildVxlan(4096, buildEthernet(FAR, NEAR, ping))),
)
const aboutIpip = packet(PROTOCOL.icmp, buildIcmpError(ICMP_TYPE.timeExceeded, 0, 0, ipip.slice(0, 64)))

const spell = (layers: readonly DissectedLayer[]): string =>
  layers.map(({ protocol, offset, headerBytes }) => `${protocol} ${offset}+${headerBytes}`).join(', ')

const ETHERNET = 'ethernet 0+14'
it.each([
  ['a ping', ping, `${ETHERNET}, ipv4 14+20, icmp 34+8, payload 42+56`],
  ['a ping in IPIP', ipip, `${ETHERNET}, ipv4 14+20, ipv4 34+20, icmp 54+8, payload 62+56`],
  [
    'a ping in VXLAN',
    vxlan,
    `${ETHERNET}, ipv4 14+20, udp 34+8, vxlan 42+8, ethernet 50+14, ipv4 64+20, icmp 84+8, payload 92+56`,
  ],
  [
    'an error about an IPIP packet, cut short',
    aboutIpip,
    `${ETHERNET}, ipv4 14+20, icmp 34+8, ipv4 42+20, ipv4 62+20, icmp 82+8, payload 90+16`,
  ],
  [
    'a later fragment',
    packet(PROTOCOL.icmp, new Uint8Array(16), { fragmentOffset: 10 }),
    `${ETHERNET}, ipv4 14+20, payload 34+16`,
  ],
  ['another protocol', packet(PROTOCOL.tcp, new Uint8Array(20)), `${ETHERNET}, ipv4 14+20, payload 34+20`],
  [
    'another port',
    packet(
      PROTOCOL.udp,
      buildUdp({ sourcePort: 1, destinationPort: 53 }, ip('10.0.0.1'), ip('10.0.0.2'), vxlan.slice(28)),
    ),
    `${ETHERNET}, ipv4 14+20, udp 34+8, payload 42+${vxlan.length - 28}`,
  ],
])('%s', (_, inside, expected) => {
  const frame = buildEthernet(FAR, NEAR, inside)
  expect(spell(dissect(frame, 'ethernet'))).toBe(expected)
})

it('frames of a tunnel start with the IPv4 header', () => {
  expect(spell(dissect(ping, 'raw'))).toBe('ipv4 0+20, icmp 20+8, payload 28+56')
})

it('marks the packets that an error quotes, also inside the outer header it quotes', () => {
  const quoted = dissect(aboutIpip, 'ipv4').flatMap((layer) => (layer.protocol === 'ipv4' ? [layer.quoted] : []))
  expect(quoted).toEqual([false, true, true])
})

it('a VXLAN header without the flag for its VNI is payload', () => {
  const broken = vxlan.slice()
  broken[28] = 0
  expect(spell(dissect(broken, 'ipv4'))).toBe(`ipv4 0+20, udp 20+8, payload 28+${vxlan.length - 28}`)
})

it('frames that carry something else than IPv4 are payload', () => {
  const arp = buildEthernet(FAR, NEAR, new Uint8Array(28))
  arp.set([0x08, 0x06], 12)
  expect(spell(dissect(arp, 'ethernet'))).toBe(`${ETHERNET}, payload 14+28`)
})
