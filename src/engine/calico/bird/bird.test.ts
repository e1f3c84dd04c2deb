import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { PLAIN_STYLE, routeText } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import type { LabDocument } from '../../lab/document'
import { apply, edited, patch, withUnderlay } from '../../lab/example-lab'
import { realize } from '../../lab/realize'
import type { JsonObject } from '../../manifest'

const POOL = 'default-ipv4-ippool'
type Mode = 'Never' | 'CrossSubnet' | 'Always'
const inMode = (lab: LabDocument, mode: Mode) => edited(lab, { kind: 'set-ipip-mode', pool: POOL, mode })
const inEra = (lab: LabDocument, calicoVersion: string) =>
  edited(lab, apply('ClusterInformation', 'default', { calicoVersion }))
const { document } = reference
const meshOff = edited(document, { kind: 'set-bgp-mesh', enabled: false })

/** BIRD's lines on a machine, without the `proto bird` that all have. */
const birdLines = (lab: LabDocument, machine = 'k8s-w1'): string[] =>
  (realize(lab).namespaces.get(machine)?.routes ?? [])
    .filter(({ protocol }) => protocol === 'bird')
    .map((route) => routeText(mainLine(route), PLAIN_STYLE).replace('proto bird ', '').trimEnd())
const lineTo = (lab: LabDocument, block: string, machine = 'k8s-w1') =>
  birdLines(lab, machine).find((line) => line.includes(block)) ?? 'none'

const OWN = 'blackhole 172.16.158.0/24'

describe('[BIRD-1] [BIRD-2] [BIRD-3] in a full mesh', () => {
  it.each<[Mode, readonly string[]]>([
    [
      'Never',
      [
        '172.16.34.0/24 via 192.168.10.1 dev ens5',
        '172.16.116.0/24 via 192.168.10.10 dev ens5',
        OWN,
        '172.16.184.0/24 via 192.168.10.102 dev ens5',
      ],
    ],
    [
      'CrossSubnet',
      [
        '172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink',
        '172.16.116.0/24 via 192.168.10.10 dev ens5',
        OWN,
        '172.16.184.0/24 via 192.168.10.102 dev ens5',
      ],
    ],
    [
      'Always',
      [
        '172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink',
        '172.16.116.0/24 via 192.168.10.10 dev tunl0 onlink',
        OWN,
        '172.16.184.0/24 via 192.168.10.102 dev tunl0 onlink',
      ],
    ],
  ])('ipipMode %s', (mode, expected) => expect(birdLines(inMode(document, mode))).toEqual(expected))

  it('VXLAN is not BIRD’s', () => {
    const vxlan = edited(inMode(document, 'Never'), { kind: 'set-vxlan-mode', pool: POOL, mode: 'Always' })
    expect(birdLines(vxlan)).toEqual([])
  })

  it.each<[string, Mode, string]>([
    ['v3.32.0', 'Always', '172.16.34.0/24 via 192.168.20.100 dev tunl0 metric 1024 onlink'],
    ['v3.32.0', 'Never', '172.16.34.0/24 via 192.168.10.1 dev ens5 metric 1024'],
    ['v3.33.0', 'Never', '172.16.34.0/24 via 192.168.10.1 dev ens5 metric 1024'],
    ['v3.33.0', 'Always', 'none'],
  ])('[BIRD-4] %s, ipipMode %s: %s', (version, mode, expected) => {
    expect(lineTo(inEra(inMode(document, mode), version), '172.16.34.0/24')).toBe(expected)
  })

  const w1 = (change: JsonObject) =>
    withUnderlay(document, {
      hosts: ['k8s-m', 'k8s-w1', 'k8s-w2', 'k8s-w0'].map((node) => ({
        node,
        interface: 'ens5',
        ...(node === 'k8s-w1' ? change : {}),
      })),
    })

  it('[BIRD-3] without tunl0 the resolved gateway is written, as in Never', () => {
    const without = w1({ missingDevices: ['tunl0'] })
    expect(lineTo(without, '172.16.34.0/24')).toBe('172.16.34.0/24 via 192.168.10.1 dev ens5')
    expect(lineTo(without, '172.16.158.0/24', 'k8s-w0')).toBe('172.16.158.0/24 via 192.168.10.101 dev tunl0 onlink')
  })

  it('[BGP-1] a stopped BIRD writes nothing, and nobody hears of its blocks', () => {
    const stopped = w1({ bird: 'stopped' })
    expect(birdLines(stopped)).toEqual([])
    expect(lineTo(stopped, '172.16.158.0/24', 'k8s-w2')).toBe('none')
    expect(lineTo(stopped, '172.16.116.0/24', 'k8s-w2')).toBe('172.16.116.0/24 via 192.168.10.10 dev ens5')
  })

  it('[BGP-1] a session needs TCP both ways', () => {
    const router = {
      name: 'router',
      interfaces: [
        { subnet: 'a', address: '192.168.10.1' },
        { subnet: 'b', address: '192.168.20.1' },
      ],
      drops: [{ protocol: 'tcp', port: 179, source: '192.168.20.0/24' }],
    }
    const cut = withUnderlay(document, { routers: [router] })
    expect(lineTo(cut, '172.16.34.0/24')).toBe('none')
    expect(lineTo(cut, '172.16.158.0/24', 'k8s-w0')).toBe('none')
    expect(lineTo(cut, '172.16.184.0/24')).toBe('172.16.184.0/24 via 192.168.10.102 dev ens5')
  })

  describe('[BGP-3] a pool with disableBGPExport', () => {
    const silent = edited(document, patch('IPPool', POOL, { spec: { disableBGPExport: true } }))
    const borrowing = edited(silent, patch('Pod', 'pod1', { status: { podIP: '172.16.34.99' } }))

    it('stays at home, own blocks and borrowed addresses alike, whether or not a release is named', () => {
      expect(birdLines(silent)).toEqual([OWN])
      expect(birdLines(inEra(silent, 'v3.28.2'))).toEqual([OWN])
      expect(lineTo(borrowing, '172.16.34.99', 'k8s-w2')).toBe('none')
    })
  })

  it('[BGP-3] a borrowed address leaves its node on its own', () => {
    const borrowing = edited(document, patch('Pod', 'pod1', { status: { podIP: '172.16.34.99' } }))
    expect(lineTo(borrowing, '172.16.34.99', 'k8s-w2')).toBe('172.16.34.99 via 192.168.10.101 dev ens5')
    expect(lineTo(borrowing, '172.16.34.99', 'k8s-w0')).toBe('172.16.34.99 via 192.168.10.101 dev tunl0 onlink')
  })
})

describe('route reflectors', () => {
  const reflector = patch('Node', 'k8s-m', {
    metadata: {
      labels: { reflector: 'yes' },
      annotations: { 'projectcalico.org/RouteReflectorClusterID': '244.0.0.1' },
    },
  })
  const toReflectors = apply('BGPPeer', 'reflectors', {
    nodeSelector: '!has(reflector)',
    peerSelector: "reflector == 'yes'",
  })

  it('[BGP-2] with the mesh off: as in a mesh, the next hop stays the origin', () => {
    expect(birdLines(edited(meshOff, reflector, toReflectors))).toEqual(birdLines(document))
  })

  it('[BGP-1] with the mesh on and no peers a reflector is alone, and the others go on', () => {
    const alone = edited(document, reflector)
    expect(birdLines(alone, 'k8s-m')).toEqual(['blackhole 172.16.116.0/24'])
    expect(birdLines(alone)).toEqual(birdLines(document).filter((line) => !line.includes('172.16.116.0')))
  })

  it('[BGP-2] a node that is no reflector passes nothing on', () => {
    const star = apply('BGPPeer', 'star', {
      nodeSelector: "kubernetes.io/hostname != 'k8s-m'",
      peerIP: '192.168.10.10',
    })
    const back = apply('BGPPeer', 'back', { node: 'k8s-m', peerSelector: "kubernetes.io/hostname != 'k8s-m'" })
    const lines = birdLines(edited(meshOff, star, back))
    expect(lines).toEqual(['172.16.116.0/24 via 192.168.10.10 dev ens5', OWN])
  })

  it('[BGP-4] with nextHopMode Self the reflector puts itself in the way', () => {
    const self = apply('BGPPeer', 'reflectors', {
      node: 'k8s-m',
      peerSelector: '!has(reflector)',
      nextHopMode: 'Self',
    })
    expect(lineTo(inMode(edited(meshOff, reflector, self), 'Never'), '172.16.34.0/24')).toBe(
      '172.16.34.0/24 via 192.168.10.10 dev ens5',
    )
  })
})

it('[BGP-1] no mesh and no peers: only one’s own', () => expect(birdLines(meshOff)).toEqual([OWN]))

describe('a router with an AS of its own', () => {
  const tor = withUnderlay(meshOff, {
    routers: [
      {
        name: 'router',
        interfaces: [
          { subnet: 'a', address: '192.168.10.1' },
          { subnet: 'b', address: '192.168.20.1' },
        ],
        bgp: { asNumber: 64900, advertise: 'connected' },
      },
    ],
  })
  const peers = (numAllowedLocalASNumbers: number, more: JsonObject = {}) =>
    [
      ['a', '192.168.10.1', "kubernetes.io/hostname != 'k8s-w0'"],
      ['b', '192.168.20.1', "kubernetes.io/hostname == 'k8s-w0'"],
    ].map(([name = '', peerIP = '', nodeSelector = '']) =>
      apply('BGPPeer', name, { peerIP, nodeSelector, asNumber: 64900, numAllowedLocalASNumbers, ...more }),
    )
  const allowed = edited(tor, ...peers(1))

  it('[BGP-2] the router learns every block', () => {
    expect(birdLines(edited(tor, ...peers(0)), 'router')).toEqual([
      '172.16.34.0/24 via 192.168.20.100 dev eth1',
      '172.16.116.0/24 via 192.168.10.10 dev eth0',
      '172.16.158.0/24 via 192.168.10.101 dev eth0',
      '172.16.184.0/24 via 192.168.10.102 dev eth0',
    ])
  })

  it('[BGP-1] no session comes up to a peer that has another AS than it should', () => {
    const lab = edited(tor, ...peers(0, { asNumber: 64901 }))
    expect(birdLines(lab)).toEqual([OWN])
    expect(birdLines(lab, 'router')).toEqual([])
  })

  it('[BGP-2] nodes refuse paths with their own AS in them', () => {
    const lines = birdLines(edited(tor, ...peers(0)))
    expect(lines).toEqual([OWN, '192.168.20.0/24 via 192.168.10.1 dev ens5'])
  })

  it.each<[Mode, string, string]>([
    ['Never', 'via 192.168.10.1 dev ens5', 'via 192.168.10.102 dev ens5'],
    ['CrossSubnet', 'via 192.168.10.1 dev ens5', 'via 192.168.10.102 dev ens5'],
    ['Always', 'via 192.168.10.1 dev tunl0 onlink', 'via 192.168.10.102 dev tunl0 onlink'],
  ])('[BGP-4] %s, own AS allowed: over the router %s, on its link %s', (mode, over, direct) => {
    const lab = inMode(allowed, mode)
    expect(lineTo(lab, '172.16.34.0/24')).toBe(`172.16.34.0/24 ${over}`)
    expect(lineTo(lab, '172.16.184.0/24')).toBe(`172.16.184.0/24 ${direct}`)
  })

  it('a router that only listens announces nothing', () => {
    const quiet = withUnderlay(allowed, {
      routers: [
        {
          name: 'router',
          interfaces: [
            { subnet: 'a', address: '192.168.10.1' },
            { subnet: 'b', address: '192.168.20.1' },
          ],
          bgp: { asNumber: 64900, advertise: 'none' },
        },
      ],
    })
    expect(birdLines(quiet)).toEqual([OWN])
    expect(birdLines(quiet, 'router')).toHaveLength(4)
  })

  it('[BGP-5] in the mesh too, what can be resolved is better: the way to the far subnet is itself by BGP', () => {
    const both = edited(allowed, { kind: 'set-bgp-mesh', enabled: true })
    expect(lineTo(inMode(both, 'Never'), '172.16.34.0/24')).toBe('172.16.34.0/24 via 192.168.10.1 dev ens5')
  })

  it.each([
    ['Auto', '192.168.10.101'],
    ['Self', '192.168.10.101'],
    ['Keep', '192.168.10.102'],
  ])('[BGP-4] what a node passes on over eBGP with nextHopMode %s is behind %s', (nextHopMode, nextHop) => {
    const peer = apply('BGPPeer', 'tor', { node: 'k8s-w1', peerIP: '192.168.10.1', asNumber: 64900, nextHopMode })
    const lab = edited(tor, { kind: 'set-bgp-mesh', enabled: true }, peer)
    expect(lineTo(lab, '172.16.184.0/24', 'router')).toBe(`172.16.184.0/24 via ${nextHop} dev eth0`)
  })

  it('[BGP-2] a router in the nodes’ own AS, which reflects nothing, passes nothing on', () => {
    const router = {
      name: 'router',
      interfaces: [
        { subnet: 'a', address: '192.168.10.1' },
        { subnet: 'b', address: '192.168.20.1' },
      ],
      bgp: { asNumber: 64512, advertise: 'connected' },
    }
    const lab = edited(withUnderlay(meshOff, { routers: [router] }), ...peers(1, { asNumber: 64512 }))
    expect(birdLines(lab)).toEqual([OWN, '192.168.20.0/24 via 192.168.10.1 dev ens5'])
    expect(birdLines(lab, 'router')).toHaveLength(4)
  })

  it('[BIRD-4] what comes over eBGP in v3.32 has the metric of preference 100', () => {
    expect(lineTo(inEra(inMode(allowed, 'Never'), 'v3.32.0'), '172.16.34.0/24')).toBe(
      '172.16.34.0/24 via 192.168.10.1 dev ens5 metric 2147483547',
    )
  })
})

describe('sessions', () => {
  const single = (spec: JsonObject) => apply('BGPPeer', 'single', { node: 'k8s-w1', peerIP: '192.168.10.102', ...spec })
  const toW2 = '172.16.184.0/24 via 192.168.10.102 dev ens5'

  it('[BGP-1] between two nodes one BGPPeer is enough: confd makes the far end', () => {
    const lab = edited(meshOff, single({ asNumber: 64512 }))
    expect(lineTo(lab, '172.16.184.0/24')).toBe(toW2)
    expect(lineTo(lab, '172.16.158.0/24', 'k8s-w2')).toBe('172.16.158.0/24 via 192.168.10.101 dev ens5')
  })

  it('[BGP-1] nobody answers for an AS that is not his', () => {
    expect(birdLines(edited(meshOff, single({ asNumber: 64999 })))).toEqual([OWN])
  })

  it('[BGP-1] a filter on port 179 does not stop nodes that listen elsewhere', () => {
    const router = {
      name: 'router',
      interfaces: [
        { subnet: 'a', address: '192.168.10.1' },
        { subnet: 'b', address: '192.168.20.1' },
      ],
      drops: [{ protocol: 'tcp', port: 179 }],
    }
    const cut = withUnderlay(document, { routers: [router] })
    expect(lineTo(cut, '172.16.34.0/24')).toBe('none')
    const elsewhere = edited(cut, patch('BGPConfiguration', 'default', { spec: { listenPort: 1179 } }))
    expect(lineTo(elsewhere, '172.16.34.0/24')).toBe('172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink')
  })
})

describe('two routers side by side', () => {
  const router = (number: number) => ({
    name: `router-${number}`,
    interfaces: [
      { subnet: 'a', address: `192.168.10.${number}` },
      { subnet: 'b', address: `192.168.20.${number}` },
    ],
    bgp: { asNumber: 64900, advertise: 'connected' },
  })
  const peer = (number: number) =>
    apply('BGPPeer', `router-${number}`, { node: 'k8s-w1', peerIP: `192.168.10.${number}`, asNumber: 64900 })
  const lab = edited(withUnderlay(meshOff, { routers: [router(1), router(2)] }), peer(1), peer(2))

  it('[BGP-7] that say the same of a network are two next hops of one route', () => {
    expect(lineTo(lab, '192.168.20.0/24')).toBe(
      '192.168.20.0/24 \n\tnexthop via 192.168.10.1 dev ens5 weight 1 \n\tnexthop via 192.168.10.2 dev ens5 weight 1',
    )
  })

  it('[BGP-7] over routes of one metric: a longer path does not join', () => {
    const other = { ...router(2), bgp: { asNumber: 64901, advertise: 'connected' } }
    const far = apply('BGPPeer', 'router-2', { node: 'k8s-w2', peerIP: '192.168.10.2', asNumber: 64901 })
    const apart = edited(withUnderlay(meshOff, { routers: [router(1), other] }), peer(1), far)
    expect(lineTo(apart, '192.168.20.0/24')).toBe('192.168.20.0/24 via 192.168.10.1 dev ens5')
  })
})

it('[BGP-2] what a node hears of another AS it tells the mesh, its next hop kept', () => {
  const other = patch('Node', 'k8s-w0', { metadata: { annotations: { 'projectcalico.org/ASNumber': '64600' } } })
  const peer = apply('BGPPeer', 'other', { node: 'k8s-w1', peerIP: '192.168.20.100', asNumber: 64600 })
  const member = patch('Node', 'k8s-w0', {
    metadata: { annotations: { 'projectcalico.org/RouteReflectorClusterID': '244.0.0.9' } },
  })
  const lab = edited(document, other, member, peer)
  expect(lineTo(lab, '172.16.34.0/24', 'k8s-w2')).toBe('172.16.34.0/24 via 192.168.20.100 dev tunl0 onlink')
})
