import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { PLAIN_STYLE, routeText } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import type { LabDocument } from '../../lab/document'
import { apply, bornWithVxlan, edited, patch, withUnderlay } from '../../lab/example-lab'
import { warningsOf } from '../../lab/read-cluster'
import { realize } from '../../lab/realize'
import type { JsonObject } from '../../manifest'
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

const felix = (lab: LabDocument, spec: JsonObject) => edited(lab, apply('FelixConfiguration', 'default', spec))
const bgp = (lab: LabDocument, spec: JsonObject) => edited(lab, apply('BGPConfiguration', 'default', spec))
const blockLines = (lab: LabDocument, node = 'k8s-w1') =>
  namespace(lab, node)
    .routes.map((route) => routeText(mainLine(route), PLAIN_STYLE).trimEnd())
    .filter((line) => /172\.16\.(34|158)\.0/.test(line))

describe('[OWN-3] [FIB-4] two programmers of one kind of route', () => {
  const bothIpip = (version: string) => {
    const by = version === 'v3.33.0' ? 'EnabledIPIPOnly' : 'Enabled'
    const lab = felix(inEra(ipip('Always'), version), { programClusterRoutes: by })
    return version === 'v3.31.0' ? lab : bgp(lab, { programClusterRoutes: 'Enabled' })
  }

  it('v3.31: the lines have one metric, so Felix’s take the place of BIRD’s', () => {
    expect(blockLines(bothIpip('v3.31.0'))).toEqual([
      '172.16.34.0/24 via 192.168.20.100 dev tunl0 proto 80 onlink mtu 1480',
      'blackhole 172.16.158.0/24 proto 80',
    ])
  })

  it.each(['v3.32.0', 'v3.33.0'])('%s: both lines stand, and the lower metric, Felix’s, wins', (version) => {
    expect(blockLines(bothIpip(version))).toEqual([
      '172.16.34.0/24 via 192.168.20.100 dev tunl0 proto 80 onlink mtu 1480',
      '172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird metric 1024 onlink',
      'blackhole 172.16.158.0/24 proto 80',
    ])
  })

  it('v3.33: unencapsulated too, where Felix’s line goes astray and BIRD’s would not', () => {
    const lab = felix(inEra(ipip('Never'), 'v3.33.0'), { programClusterRoutes: 'Enabled' })
    expect(blockLines(lab)).toEqual([
      '172.16.34.0/24 via 192.168.20.100 dev ens5 proto 80 onlink',
      '172.16.34.0/24 via 192.168.10.1 dev ens5 proto bird metric 1024',
      'blackhole 172.16.158.0/24 proto 80',
    ])
  })

  it('nobody’s routes are nowhere', () => {
    const lab = felix(inEra(ipip('Always'), 'v3.33.0'), { programClusterRoutes: 'Disabled' })
    expect(blockLines(lab)).toEqual([])
  })

  it.each([
    ['v3.28.2', {}, {}, []],
    ['v3.28.2', { programClusterRoutes: 'Enabled' }, {}, ['setting-unknown']],
    ['v3.31.0', { programClusterRoutes: 'Enabled' }, {}, ['cluster-routes-twice-ipip']],
    ['v3.32.0', { programClusterRoutes: 'Enabled' }, { programClusterRoutes: 'Disabled' }, []],
    ['v3.32.0', {}, { programClusterRoutes: 'Disabled' }, ['cluster-routes-nobody-ipip']],
    ['v3.32.0', {}, { programClusterRoutes: 'EnabledIPIPOnly' }, ['setting-unknown']],
    ['v3.33.0', {}, {}, []],
    ['v3.33.0', { programClusterRoutes: 'Disabled' }, {}, ['cluster-routes-nobody-ipip']],
    ['v3.33.0', {}, { programClusterRoutes: 'Enabled' }, ['cluster-routes-twice-ipip', 'bird-ipip-deprecated']],
    ['v3.33.0', { programClusterRoutes: 'Disabled' }, { programClusterRoutes: 'Enabled' }, ['bird-ipip-deprecated']],
  ])('%s, Felix %o, BGP %o: %o', (version, felixSpec, bgpSpec, expected) => {
    const lab = bgp(felix(inEra(ipip('Always'), version), felixSpec), bgpSpec)
    expect(warningsOf(lab).map(({ code }) => code)).toEqual(expected)
  })
})

it('[FELIX-1] the metric of a pod’s line is Felix’s own setting', () => {
  const lab = bgp(felix(inEra(ipip('Always'), 'v3.32.0'), { ipv4NormalRoutePriority: 2000 }), {
    ipv4NormalRoutePriority: 3000,
  })
  expect(felixLines(lab)).toEqual([`${POD} metric 2000`])
  expect(blockLines(lab)[0]).toBe('172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird metric 3000 onlink')
})

it.each([
  ['ipipMTU', ipip('Always'), { ipipMTU: 1300 }, 'dev tunl0 proto 80 onlink mtu 1300'],
  ['vxlanMTU', vxlan('Always'), { vxlanMTU: 1300 }, 'dev vxlan.calico onlink mtu 1300'],
])('[FELIX-2] %s is what the lines into the tunnel say', (_, lab, spec, expected) => {
  expect(blockLines(felix(inEra(lab, 'v3.33.0'), spec))[0]).toContain(expected)
})

it.each([
  ['ipip', ipip('Always'), { ipipEnabled: false }],
  ['vxlan', vxlan('Always'), { vxlanEnabled: false }],
])('[FELIX-3] %s switched off: not even blackholes', (_, lab, spec) => {
  expect(felixLines(felix(inEra(lab, 'v3.33.0'), spec))).toEqual([`${POD} metric 1024`])
})

it('[FELIX-8] deviceRouteProtocol, if it is not the default, is every line’s', () => {
  const lab = felix(vxlan('CrossSubnet'), { deviceRouteProtocol: 4 })
  expect(felixLines(lab)).toEqual([
    '172.16.34.0/24 via 172.16.34.0 dev vxlan.calico proto static onlink',
    '172.16.116.0/24 via 192.168.10.10 dev ens5 proto static onlink',
    'blackhole 172.16.158.0/24 proto static',
    '172.16.158.8 dev calice0906292e2 proto static scope link',
    '172.16.184.0/24 via 192.168.10.102 dev ens5 proto static onlink',
  ])
  expect(felixLines(felix(ipip('Always'), { deviceRouteProtocol: 77 }))[0]).toContain('proto 77')
})

it('[FELIX-7] a VTEP address out of another node’s block is a line to the device, without a gateway', () => {
  const moved = edited(
    vxlan('Always'),
    patch('Node', 'k8s-w1', { metadata: { annotations: { 'projectcalico.org/IPv4VXLANTunnelAddr': '172.16.34.77' } } }),
  )
  expect(felixLines(moved, 'k8s-w2')).toContain('172.16.34.77 dev vxlan.calico scope link')
  expect(felixLines(moved, 'k8s-w2')).toContain('172.16.158.0/24 via 172.16.34.77 dev vxlan.calico onlink')
})

describe('[FELIX-9] a node whose recorded address no device has', () => {
  const stale = (lab: LabDocument) =>
    edited(
      lab,
      patch('Node', 'k8s-w1', { metadata: { annotations: { 'projectcalico.org/IPv4Address': '192.168.99.9/24' } } }),
    )

  it('has no VXLAN, the same subnet’s neither', () => {
    expect(felixLines(stale(vxlan('CrossSubnet')))).toEqual(['blackhole 172.16.158.0/24 proto 80', POD])
    expect(link(stale(vxlan('CrossSubnet')), 'k8s-w1', 'vxlan.calico')).toBeUndefined()
  })

  it('has tunl0 up to v3.30 only', () => {
    expect(link(stale(ipip('Always')), 'k8s-w1', 'tunl0')).toBeDefined()
    expect(link(inEra(stale(ipip('Always')), 'v3.31.0'), 'k8s-w1', 'tunl0')).toBeUndefined()
    expect(felixLines(inEra(stale(ipip('Always')), 'v3.33.0'))).toEqual([
      'blackhole 172.16.158.0/24 proto 80',
      `${POD} metric 1024`,
    ])
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
    ['bond0', {}, 1440],
    ['bond0', { mtuIfacePattern: '^bond' }, 1480],
    ['ens5', { mtuIfacePattern: '^bond' }, 1440],
    ['enp0s3', {}, 1480],
    ['eth0', {}, 1480],
  ])('[FELIX-4] on a host with %s and %o tunl0 has %d', (nic, spec, expected) => {
    const lab = felix(withUnderlay(ipip('Always'), hosts({ interface: nic })), spec)
    expect(link(lab, 'k8s-w1', 'tunl0')?.mtuBytes).toBe(expected)
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
    'to an address that is given',
    edited(document, apply('FelixConfiguration', 'default', { natOutgoingAddress: '192.168.10.200' })),
    ['172.16.0.0/16 except 172.16.0.0/16 to 192.168.10.200'],
  ],
  [
    'a second pool, disabled and without natOutgoing',
    edited(document, apply('IPPool', 'second', { cidr: '10.9.0.0/16', disabled: true })),
    ['172.16.0.0/16 except 172.16.0.0/16, 10.9.0.0/16'],
  ],
])('[NAT-4] %s', (_, lab, expected) => {
  const pools = namespace(lab, 'k8s-w1').masquerade.filter(({ outOf }) => outOf === undefined)
  const rules = pools.map(
    ({ sources, exceptDestinations, to }) =>
      `${sources.map(formatPrefix).join(', ')} except ${exceptDestinations.map(formatPrefix).join(', ')}${
        to === undefined ? '' : ` to ${formatIpv4(to)}`
      }`,
  )
  expect(rules).toEqual(expected)
})

const filtersOf = (lab: LabDocument) =>
  namespace(lab, 'k8s-w1').inputFilters.map(
    ({ protocol, destinationPort, addresses, networks }) =>
      `${protocol} ${destinationPort ?? ''} from ${[...addresses].map(formatIpv4).sort().join(' ')} ${networks.map(formatPrefix).join(' ')}`,
  )
const ALL_NODES = '192.168.10.10 192.168.10.101 192.168.10.102 192.168.20.100'

it.each<[string, LabDocument, readonly string[]]>([
  ['IPIP', ipip('CrossSubnet'), [`4  from ${ALL_NODES} `]],
  ['VXLAN', vxlan('Always'), [`17 4789 from ${ALL_NODES} `]],
  ['no tunnel', ipip('Never'), []],
  [
    'IPIP, and machines outside',
    edited(ipip('Always'), apply('FelixConfiguration', 'default', { externalNodesList: ['10.9.0.0/16', '10.8.0.1'] })),
    [`4  from ${ALL_NODES} 10.9.0.0/16 10.8.0.1/32`],
  ],
])('[FELIX-10] with %s a node lets tunnels in from the nodes only', (_, lab, expected) => {
  expect(filtersOf(lab)).toEqual(expected)
})

it.each<[string, LabDocument, readonly string[]]>([
  ['IPIP', ipip('CrossSubnet'), ['tunl0']],
  ['VXLAN', vxlan('Always'), ['vxlan.calico']],
  ['no tunnel', ipip('Never'), []],
])('[FELIX-11] with %s what leaves by the tunnel from another own address gets the tunnel’s', (_, lab, expected) => {
  const rules = namespace(lab, 'k8s-w1').masquerade.flatMap(({ outOf }) => outOf ?? [])
  expect(rules).toEqual(expected)
})
