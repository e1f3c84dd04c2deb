import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { PLAIN_STYLE, routeText } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import type { LabDocument } from '../../lab/document'
import { apply, bornWithVxlan, edited, patch, withUnderlay } from '../../lab/example-lab'
import { realize } from '../../lab/realize'
import { formatIpv4 } from '../../net/ipv4'
import { formatPrefix } from '../../net/prefix'

const POOL = 'default-ipv4-ippool'
const { document } = reference
const ipip = (mode: 'Never' | 'CrossSubnet' | 'Always') => edited(document, { kind: 'set-ipip-mode', pool: POOL, mode })
const vxlan = (mode: 'CrossSubnet' | 'Always') => bornWithVxlan(document, mode)
const inEra = (lab: LabDocument, calicoVersion: string) =>
  edited(lab, apply('ClusterInformation', 'default', { calicoVersion }))

const namespace = (lab: LabDocument, name: string) => {
  const found = realize(lab).namespaces.get(name)
  if (!found) throw new Error(name)
  return found
}
const felixLines = (lab: LabDocument, node = 'k8s-w1') =>
  namespace(lab, node)
    .routes.filter(({ provenance }) => provenance.programmer === 'felix')
    .map((route) => routeText(mainLine(route), PLAIN_STYLE).trimEnd())
const link = (lab: LabDocument, node: string, name: string) =>
  namespace(lab, node).links.find((candidate) => candidate.name === name)

const POD = '172.16.158.8 dev calice0906292e2 scope link'

describe('[FELIX-1] [FELIX-2] Felix’s lines on k8s-w1', () => {
  const cases: readonly [string, LabDocument, readonly string[]][] = [
    ['IPIP, classic: only its pods', ipip('Always'), [POD]],
    [
      'VXLAN CrossSubnet, classic',
      vxlan('CrossSubnet'),
      [
        '172.16.34.0/24 via 172.16.34.0 dev vxlan.calico onlink',
        '172.16.116.0/24 via 192.168.10.10 dev ens5 proto 80 onlink',
        'blackhole 172.16.158.0/24 proto 80',
        POD,
        '172.16.184.0/24 via 192.168.10.102 dev ens5 proto 80 onlink',
      ],
    ],
    [
      'VXLAN Always, classic',
      vxlan('Always'),
      [
        '172.16.34.0/24 via 172.16.34.0 dev vxlan.calico onlink',
        '172.16.116.0/24 via 172.16.116.0 dev vxlan.calico onlink',
        'blackhole 172.16.158.0/24 proto 80',
        POD,
        '172.16.184.0/24 via 172.16.184.0 dev vxlan.calico onlink',
      ],
    ],
    [
      'VXLAN Always, v3.31: with an MTU',
      inEra(vxlan('Always'), 'v3.31.0'),
      [
        '172.16.34.0/24 via 172.16.34.0 dev vxlan.calico onlink mtu 1450',
        '172.16.116.0/24 via 172.16.116.0 dev vxlan.calico onlink mtu 1450',
        'blackhole 172.16.158.0/24 proto 80',
        POD,
        '172.16.184.0/24 via 172.16.184.0 dev vxlan.calico onlink mtu 1450',
      ],
    ],
    ['IPIP, v3.32: pods with a metric', inEra(ipip('Always'), 'v3.32.0'), [`${POD} metric 1024`]],
    [
      'IPIP CrossSubnet, current',
      inEra(ipip('CrossSubnet'), 'v3.33.0'),
      [
        '172.16.34.0/24 via 192.168.20.100 dev tunl0 proto 80 onlink mtu 1480',
        '172.16.116.0/24 via 192.168.10.10 dev ens5 proto 80 onlink',
        'blackhole 172.16.158.0/24 proto 80',
        `${POD} metric 1024`,
        '172.16.184.0/24 via 192.168.10.102 dev ens5 proto 80 onlink',
      ],
    ],
    ['Never, current: BIRD’s', inEra(ipip('Never'), 'v3.33.0'), [`${POD} metric 1024`]],
    [
      'Never, current, if Felix is told to: onlink, whatever the subnet',
      edited(
        inEra(ipip('Never'), 'v3.33.0'),
        apply('FelixConfiguration', 'default', { programClusterRoutes: 'EnabledNoEncapOnly' }),
      ),
      [
        '172.16.34.0/24 via 192.168.20.100 dev ens5 proto 80 onlink',
        '172.16.116.0/24 via 192.168.10.10 dev ens5 proto 80 onlink',
        'blackhole 172.16.158.0/24 proto 80',
        `${POD} metric 1024`,
        '172.16.184.0/24 via 192.168.10.102 dev ens5 proto 80 onlink',
      ],
    ],
  ]
  it.each(cases)('%s', (_, lab, expected) => expect(felixLines(lab)).toEqual(expected))

  it('[FELIX-2] a borrowed address is a line of its own', () => {
    const borrowing = edited(vxlan('Always'), patch('Pod', 'pod1', { status: { podIP: '172.16.34.99' } }))
    expect(felixLines(borrowing, 'k8s-w1')).toContain('172.16.34.99 dev calice0906292e2 scope link')
    expect(felixLines(borrowing, 'k8s-w2')).toContain('172.16.34.99 via 172.16.158.0 dev vxlan.calico onlink')
  })
})

const hosts = (change: object) => ({
  hosts: ['k8s-m', 'k8s-w1', 'k8s-w2', 'k8s-w0'].map((node) => ({
    node,
    interface: 'ens5',
    ...(node === 'k8s-w1' && change),
  })),
})

describe('tunnel devices', () => {
  it('[FELIX-3] without the device the pool has no line at all', () => {
    const without = withUnderlay(vxlan('CrossSubnet'), hosts({ missingDevices: ['vxlan.calico'] }))
    expect(felixLines(without)).toEqual(['blackhole 172.16.158.0/24 proto 80', POD])
    expect(link(without, 'k8s-w1', 'vxlan.calico')).toBeUndefined()
    expect(namespace(without, 'k8s-w1')).toMatchObject({ neighbours: [], fdb: [] })
  })

  const withoutVtep = { manifests: vxlan('Always').manifests.map(dropVtep) }
  function dropVtep(manifest: LabDocument['manifests'][number]) {
    if (manifest.kind !== 'Node' || manifest.metadata.name !== 'k8s-w1') return manifest
    const annotations = { 'projectcalico.org/IPv4Address': '192.168.10.101/24' }
    return { ...manifest, metadata: { ...manifest.metadata, annotations } }
  }

  it('[FELIX-6] a node without a VTEP address has no device and no lines', () => {
    expect(felixLines(withoutVtep)).toEqual(['blackhole 172.16.158.0/24 proto 80', POD])
    expect(link(withoutVtep, 'k8s-w1', 'vxlan.calico')).toBeUndefined()
  })

  it('[FELIX-2] [FELIX-5] the others have no line and no entry for it', () => {
    expect(felixLines(withoutVtep, 'k8s-w2').join()).not.toContain('172.16.158.0')
    expect(namespace(withoutVtep, 'k8s-w2').fdb).toHaveLength(2)
  })

  it('[FELIX-4] tunl0 has the node’s tunnel address, and room for the outer header', () => {
    expect(link(ipip('Always'), 'k8s-w1', 'tunl0')).toMatchObject({
      mtuBytes: 1480,
      addresses: [{ length: 32, scope: 'global' }],
    })
    expect(link(ipip('Never'), 'k8s-w1', 'tunl0')).toBeUndefined()
  })

  it.each([
    ['tunl0', ipip('Always'), { ipipMTU: 1300 }, 1300],
    ['vxlan.calico', vxlan('Always'), { vxlanMTU: 1300 }, 1300],
    ['vxlan.calico', vxlan('Always'), {}, 1450],
  ])('[FELIX-4] the MTU of %s follows FelixConfiguration', (name, lab, spec, expected) => {
    expect(link(edited(lab, apply('FelixConfiguration', 'default', spec)), 'k8s-w1', name)?.mtuBytes).toBe(expected)
  })

  it.each([
    ['k8s-m', '66:04:03:49:b1:1e'],
    ['k8s-w1', '66:74:91:32:7c:04'],
    ['k8s-w2', '66:55:c4:6b:81:ed'],
    ['k8s-w0', '66:8d:da:b4:58:1a'],
  ])('[FELIX-5] the VTEP of %s is %s', (node, mac) => {
    expect(link(vxlan('Always'), node, 'vxlan.calico')?.mac).toBe(mac)
  })

  it('[FELIX-5] a neighbour and a forwarding entry for each other node, in CrossSubnet too', () => {
    const { neighbours, fdb } = namespace(vxlan('CrossSubnet'), 'k8s-w1')
    expect(neighbours.map(({ dev, address, mac }) => `${formatIpv4(address)} ${dev} ${mac}`)).toEqual([
      '172.16.116.0 vxlan.calico 66:04:03:49:b1:1e',
      '172.16.184.0 vxlan.calico 66:55:c4:6b:81:ed',
      '172.16.34.0 vxlan.calico 66:8d:da:b4:58:1a',
    ])
    expect(fdb.map(({ mac, destination }) => `${mac} ${formatIpv4(destination)}`)).toEqual([
      '66:04:03:49:b1:1e 192.168.10.10',
      '66:55:c4:6b:81:ed 192.168.10.102',
      '66:8d:da:b4:58:1a 192.168.20.100',
    ])
  })
})

it.each([
  ['natOutgoing', document, ['172.16.0.0/16 except 172.16.0.0/16']],
  ['without it', edited(document, { kind: 'set-nat-outgoing', pool: POOL, enabled: false }), []],
  [
    'with the hosts left out too',
    edited(document, apply('FelixConfiguration', 'default', { natOutgoingExclusions: 'IPPoolsAndHostIPs' })),
    ['172.16.0.0/16 except 172.16.0.0/16, 192.168.10.10/32, 192.168.10.101/32, 192.168.10.102/32, 192.168.20.100/32'],
  ],
  [
    'a second pool, disabled and without natOutgoing',
    edited(document, apply('IPPool', 'second', { cidr: '10.9.0.0/16', disabled: true })),
    ['172.16.0.0/16 except 172.16.0.0/16, 10.9.0.0/16'],
  ],
])('[NAT-4] %s', (_, lab, expected) => {
  const rules = namespace(lab, 'k8s-w1').masquerade.map(
    ({ sources, exceptDestinations }) =>
      `${sources.map(formatPrefix).join(', ')} except ${exceptDestinations.map(formatPrefix).join(', ')}`,
  )
  expect(rules).toEqual(expected)
})
