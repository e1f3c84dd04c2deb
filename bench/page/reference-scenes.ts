import type { Capsule, Scene, Trail } from '../../src/playback/scene'
import type { Anchor, LayerSummary } from '../../src/playback/timeline'

const pod1: Anchor = { namespace: 'default/pod1', link: 'eth0' }
const pod3: Anchor = { namespace: 'default/pod3', link: 'eth0' }
const at = (namespace: string, link?: string): Anchor => ({ namespace, ...(link !== undefined && { link }) })

const inner = (ttl: number): LayerSummary => ({
  protocol: 'icmp',
  source: '172.16.158.8',
  destination: '172.16.34.1',
  ttl,
  lengthBytes: 84,
  icmp: 'echo request',
})

const outer = (protocol: 'ipip' | 'vxlan', ttl: number): LayerSummary => ({
  protocol,
  source: '192.168.10.101',
  destination: '192.168.20.100',
  ttl,
  lengthBytes: 104,
})

const trail = (from: Anchor, to: Anchor, look: Trail['look'], kind: Trail['kind'] = 'request'): Trail => ({
  from,
  to,
  look,
  kind,
})

const capsule = (from: Anchor, to: Anchor, progress: number, more: Partial<Capsule> = {}): Capsule => ({
  packet: 0,
  kind: 'request',
  from,
  to,
  progress,
  inner: inner(63),
  lengthBytes: 84,
  ...more,
})

const outOfPod: readonly Trail[] = [
  trail(pod1, at('k8s-w1', 'cali-pod1'), 'direct'),
  trail(at('k8s-w1', 'cali-pod1'), at('k8s-w1'), 'direct'),
  trail(at('k8s-w1'), at('k8s-w1', 'tunl0'), 'direct'),
]

const acrossRouter = (look: 'ipip' | 'vxlan' | 'direct'): readonly Trail[] => [
  trail(at('k8s-w1', 'tunl0'), at('k8s-w1', 'ens5'), look),
  trail(at('k8s-w1', 'ens5'), at('router', 'eth0'), look),
  trail(at('router', 'eth0'), at('router'), look),
  trail(at('router'), at('router', 'eth1'), look),
  trail(at('router', 'eth1'), at('k8s-w0', 'ens5'), look),
]

const replyBack = (look: 'ipip' | 'vxlan'): readonly Trail[] => [
  trail(pod3, at('k8s-w0', 'cali-pod3'), 'direct', 'reply'),
  trail(at('k8s-w0', 'cali-pod3'), at('k8s-w0'), 'direct', 'reply'),
  trail(at('k8s-w0'), at('k8s-w0', 'tunl0'), 'direct', 'reply'),
  trail(at('k8s-w0', 'tunl0'), at('k8s-w0', 'ens5'), look, 'reply'),
  trail(at('k8s-w0', 'ens5'), at('router', 'eth1'), look, 'reply'),
]

const shell = (encap: 'ipip' | 'vxlan', cover: number, ttl = 63) => ({ encap, layer: outer(encap, ttl), cover })

const replyLayer: LayerSummary = {
  ...inner(63),
  source: '172.16.34.1',
  destination: '172.16.158.8',
  icmp: 'echo reply',
}

const unreachable: LayerSummary = {
  protocol: 'icmp',
  source: '192.168.10.1',
  destination: '172.16.158.8',
  ttl: 64,
  lengthBytes: 112,
  icmp: 'net unreachable',
}

/** Moments of the reference lab's pings, by the name a page asks for them with. */
export const REFERENCE_SCENES: Readonly<Record<string, Scene>> = {
  start: { moment: 0, trails: [], capsules: [capsule(pod1, at('k8s-w1', 'cali-pod1'), 0, { inner: inner(64) })] },
  wrap: {
    moment: 2,
    trails: outOfPod,
    capsules: [
      capsule(at('k8s-w1', 'tunl0'), at('k8s-w1', 'tunl0'), 1, { shell: shell('ipip', 0.5), lengthBytes: 104 }),
    ],
  },
  wire: {
    moment: 3,
    trails: [...outOfPod, ...acrossRouter('ipip').slice(0, 1)],
    capsules: [
      capsule(at('k8s-w1', 'ens5'), at('router', 'eth0'), 0.72, { shell: shell('ipip', 1), lengthBytes: 104 }),
    ],
  },
  vxlan: {
    moment: 3,
    trails: [...outOfPod, ...acrossRouter('vxlan').slice(0, 4)],
    capsules: [
      capsule(at('router', 'eth1'), at('k8s-w0', 'ens5'), 0.4, { shell: shell('vxlan', 1, 62), lengthBytes: 134 }),
    ],
  },
  reply: {
    moment: 8,
    trails: [...outOfPod, ...acrossRouter('ipip'), ...replyBack('ipip')],
    capsules: [
      capsule(at('router', 'eth0'), at('k8s-w1', 'ens5'), 0.3, {
        kind: 'reply',
        inner: replyLayer,
        shell: shell('ipip', 1, 62),
        lengthBytes: 104,
      }),
    ],
  },
  lost: {
    moment: 5,
    trails: [
      ...outOfPod.slice(0, 2),
      trail(at('k8s-w1'), at('k8s-w1', 'ens5'), 'direct'),
      ...acrossRouter('direct').slice(1, 3),
    ],
    capsules: [
      capsule(at('router'), at('router'), 1, {
        broken: { reason: { kind: 'no-route', destination: 0 as never }, progress: 0.7 },
      }),
    ],
  },
  error: {
    moment: 7,
    trails: [
      ...outOfPod.slice(0, 2),
      trail(at('k8s-w1'), at('k8s-w1', 'ens5'), 'direct'),
      ...acrossRouter('direct').slice(1, 3),
      trail(at('router'), at('router'), 'lost'),
    ],
    capsules: [
      capsule(at('router', 'eth0'), at('k8s-w1', 'ens5'), 0.35, {
        kind: 'error',
        inner: unreachable,
        lengthBytes: 112,
      }),
    ],
  },
}
