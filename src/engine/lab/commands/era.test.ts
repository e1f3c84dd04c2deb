import { describe, expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { PLAIN_STYLE, routeText } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import { ERAS } from '../../calico/resources/cluster-information'
import type { LabDocument } from '../document'
import { apply, edited } from '../example-lab'
import { clusterOf } from '../read-cluster'
import { realize } from '../realize'

it.each(ERAS)('%s: the release that stands for it, and nothing else', (era) => {
  const bare = { manifests: reference.document.manifests.filter(({ kind }) => kind !== 'ClusterInformation') }
  const after = edited(bare, { kind: 'set-era', era })
  expect(clusterOf(after).information.era).toBe(era)
  const changed = after.manifests.filter((manifest) => !bare.manifests.includes(manifest))
  expect(changed.map(({ kind }) => kind)).toEqual(era === 'classic' ? [] : ['ClusterInformation'])
})

it('a release of the generation stays as it is written', () => {
  const patched = edited(reference.document, apply('ClusterInformation', 'default', { calicoVersion: 'v3.34.1' }))
  expect(edited(patched, { kind: 'set-era', era: 'current' })).toBe(patched)
  expect(clusterOf(edited(patched, { kind: 'set-era', era: 'v3.32' })).information.calicoVersion).toBe('v3.32.0')
})

const linesOn = (lab: LabDocument, node: string): readonly string[] =>
  (realize(lab).namespaces.get(node)?.routes ?? [])
    .map((route) => routeText(mainLine(route), PLAIN_STYLE).trimEnd())
    .filter((line) => / ?172\.16\./.test(line))

const POOL = 'default-ipv4-ippool'

/** `ip route` on k8s-w1, the pods' lines only. */
describe('[OWN-1] [OWN-2] [BIRD-4] [FELIX-1] [FELIX-2] one cluster through the generations', () => {
  const pod = '172.16.158.8 dev calice0906292e2 scope link'
  const gateway = 'via 192.168.10.1 dev ens5'
  const [w0, m, w2] = ['172.16.34.0/24', '172.16.116.0/24', '172.16.184.0/24']
  const birds = (lines: readonly string[], metric: string): readonly string[] => {
    const [toW0, toM, toW2] = lines
    const with80 = (line: string | undefined) => (line ?? '').replace(/( onlink)?$/, `${metric}$1`)
    const blackhole = 'blackhole 172.16.158.0/24 proto bird'
    return [with80(toW0), with80(toM), blackhole, `${pod}${metric}`, with80(toW2)]
  }
  const always = [
    `${w0} via 192.168.20.100 dev tunl0 proto bird onlink`,
    `${m} via 192.168.10.10 dev tunl0 proto bird onlink`,
    `${w2} via 192.168.10.102 dev tunl0 proto bird onlink`,
  ]
  const crossSubnet = [
    `${w0} via 192.168.20.100 dev tunl0 proto bird onlink`,
    `${m} via 192.168.10.10 dev ens5 proto bird`,
    `${w2} via 192.168.10.102 dev ens5 proto bird`,
  ]
  const never = [`${w0} ${gateway} proto bird`, ...crossSubnet.slice(1)]
  const METRIC = ' metric 1024'

  const cases = [
    ['classic', 'Always', birds(always, '')],
    ['v3.31', 'Always', birds(always, '')],
    ['v3.32', 'Always', birds(always, METRIC)],
    [
      'current',
      'Always',
      [
        `${w0} via 192.168.20.100 dev tunl0 proto 80 onlink mtu 1480`,
        `${m} via 192.168.10.10 dev tunl0 proto 80 onlink mtu 1480`,
        'blackhole 172.16.158.0/24 proto 80',
        `${pod}${METRIC}`,
        `${w2} via 192.168.10.102 dev tunl0 proto 80 onlink mtu 1480`,
      ],
    ],
    ['classic', 'CrossSubnet', birds(crossSubnet, '')],
    ['v3.31', 'CrossSubnet', birds(crossSubnet, '')],
    ['v3.32', 'CrossSubnet', birds(crossSubnet, METRIC)],
    [
      'current',
      'CrossSubnet',
      [
        `${w0} via 192.168.20.100 dev tunl0 proto 80 onlink mtu 1480`,
        `${m} via 192.168.10.10 dev ens5 proto 80 onlink`,
        'blackhole 172.16.158.0/24 proto 80',
        `${pod}${METRIC}`,
        `${w2} via 192.168.10.102 dev ens5 proto 80 onlink`,
      ],
    ],
    ['classic', 'Never', birds(never, '')],
    ['v3.31', 'Never', birds(never, '')],
    ['v3.32', 'Never', birds(never, METRIC)],
    ['current', 'Never', birds(never, METRIC)],
  ] as const
  it.each(cases)('%s, ipipMode %s', (era, mode, expected) => {
    const lab = edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode }, { kind: 'set-era', era })
    expect(linesOn(lab, 'k8s-w1')).toEqual(expected)
  })

  it.each([
    ['classic', ''],
    ['v3.31', ' mtu 1450'],
    ['v3.32', ' mtu 1450'],
    ['current', ' mtu 1450'],
  ] as const)('%s, vxlanMode CrossSubnet', (era, mtu) => {
    const lab = edited(
      reference.document,
      { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' },
      { kind: 'set-vxlan-mode', pool: POOL, mode: 'CrossSubnet' },
      { kind: 'set-era', era },
    )
    expect(linesOn(lab, 'k8s-w1')).toEqual([
      `${w0} via 172.16.34.2 dev vxlan.calico onlink${mtu}`,
      `${m} via 192.168.10.10 dev ens5 proto 80 onlink`,
      'blackhole 172.16.158.0/24 proto 80',
      `${pod}${era === 'v3.32' || era === 'current' ? METRIC : ''}`,
      `${w2} via 192.168.10.102 dev ens5 proto 80 onlink`,
    ])
  })

  it('there and back is the same table', () => {
    const there = ERAS.map((era) => ({ kind: 'set-era', era }) as const)
    const back = edited(reference.document, ...there, { kind: 'set-era', era: 'classic' })
    expect(linesOn(back, 'k8s-w1')).toEqual(linesOn(reference.document, 'k8s-w1'))
  })
})
