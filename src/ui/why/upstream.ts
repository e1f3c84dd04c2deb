import type { Era } from '../../engine/calico/resources/cluster-information'

/** Where the rule that put a line there is written down by those who made it. */
export interface Upstream {
  readonly path: string
  /** The function in it. */
  readonly name?: string
  readonly url: string
}

const FELIX = 'felix/dataplane/linux'
const TEMPLATE = 'confd/etc/calico/confd/templates'
const CNI = { path: 'cni-plugin/pkg/dataplane/linux/dataplane_linux.go', name: 'DoNetworking' } as const

interface Source {
  readonly path: string
  readonly name?: string
  readonly of?: 'linux' | 'bird'
}

/** By `Provenance.because`; a network's own settings and a person's have no source. */
const SOURCES: Readonly<Record<string, Source>> = {
  'kernel-bound': { of: 'linux', path: 'net/ipv4/route.c', name: 'ip_route_output_key_hash_rcu' },
  'kernel-connected': { of: 'linux', path: 'net/ipv4/fib_frontend.c', name: 'fib_add_ifaddr' },
  'cni-default': CNI,
  'cni-link-local': CNI,
  'felix-workload': { path: `${FELIX}/endpoint_mgr.go` },
  'felix-vxlan-tunnel': { path: `${FELIX}/vxlan_mgr.go` },
  'felix-vxlan-same-subnet': { path: 'felix/calc/l3_route_resolver.go', name: 'nodeInOurSubnet' },
  'felix-ipip-tunnel': { path: `${FELIX}/ipip_mgr.go` },
  'felix-ipip-same-subnet': { path: 'felix/calc/l3_route_resolver.go', name: 'nodeInOurSubnet' },
  'felix-nat-outgoing': { path: 'felix/rules/nat.go', name: 'NATOutgoingChain' },
  'felix-nat-outgoing-address': { path: 'felix/rules/nat.go', name: 'NATOutgoingChain' },
  'felix-tunnel-filter': { path: 'felix/rules/static.go', name: 'filterInputChain' },
  'felix-tunnel-source': { path: 'felix/rules/static.go', name: 'StaticNATPostroutingChains' },
  'felix-no-encap': { path: `${FELIX}/noencap_mgr.go` },
  'felix-blackhole': { path: `${FELIX}/route_mgr.go` },
  'bird-blackhole': { path: `${TEMPLATE}/bird_aggr.cfg.template` },
  'bird-ipip-tunnel': { path: `${TEMPLATE}/bird_ipam.cfg.template` },
  'bird-plain': { path: `${TEMPLATE}/bird_ipam.cfg.template` },
  'bird-no-tunnel-device': { of: 'bird', path: 'sysdep/linux/netlink.c', name: 'nl_send_route' },
  'bird-unreachable': { of: 'bird', path: 'nest/rt-table.c' },
  'bird-learned': { path: `${TEMPLATE}/bird.cfg.template` },
}

/** Of an older release VXLAN's blackholes were the VXLAN manager's own. */
function pathIn(era: Era, path: string): string {
  return era === 'classic' && path === `${FELIX}/route_mgr.go` ? `${FELIX}/vxlan_mgr.go` : path
}

/** As the recordings had them; of later releases what is newest. */
const TREES = {
  linux: () => 'https://github.com/torvalds/linux/blob/v6.1',
  bird: () => 'https://github.com/projectcalico/bird/blob/feature-ipinip',
  calico: (era: Era) => `https://github.com/projectcalico/calico/blob/${era === 'classic' ? 'v3.28.2' : 'master'}`,
} as const

/** Undefined for what no program decides. */
export function upstreamOf(because: string, era: Era): Upstream | undefined {
  const source = SOURCES[because]
  if (!source) return undefined
  const path = pathIn(era, source.path)
  const url = `${TREES[source.of ?? 'calico'](era)}/${path}`
  return { path, url, ...(source.name !== undefined && { name: source.name }) }
}
