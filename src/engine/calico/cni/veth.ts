import type { Link } from '../../linux/link'
import type { Namespace } from '../../linux/namespace'
import type { Provenance, Route } from '../../linux/route'
import { ip } from '../../net/ipv4'
import { type Mac, macFromBytes } from '../../net/mac'
import { DEFAULT_PREFIX, hostPrefix } from '../../net/prefix'
import { oncePerSetting } from '../../once-per'
import { hostSideName } from '../resources/host-side-name'
import type { Pod } from '../resources/pod'

/** The pod's default gateway: nobody has it, the host answers for it by proxy ARP. [CNI-2] */
const GATEWAY = ip('169.254.1.1')

/** Every host side has this one. Source: cni-plugin/pkg/dataplane/linux/dataplane_linux.go. */
const HOST_SIDE_MAC = 'ee:ee:ee:ee:ee:ee' as Mac

/** The host's end of a pod's cable: no address, proxy ARP. */
export const hostSideLink = oncePerSetting(
  (pod: Pod, index: number, mtuBytes: number): Link => ({
    name: hostSideName(pod),
    index,
    type: { kind: 'ethernet' },
    mac: HOST_SIDE_MAC,
    mtuBytes,
    up: true,
    addresses: [],
    proxyArp: true,
    // So that a workload has no other's address (felix/dataplane/linux/endpoint_mgr.go `configureInterface`).
    rpFilter: 1,
  }),
)

const because = (key: string): Provenance => ({ programmer: 'cni', because: key, details: {}, from: [] })

const route = { type: 'unicast', metric: 0, protocol: 'boot' } as const

const POD_ROUTES: readonly Route[] = [
  {
    ...route,
    destination: DEFAULT_PREFIX,
    nextHops: [{ gateway: GATEWAY, dev: 'eth0' }],
    scope: 'global',
    provenance: because('cni-default'),
  },
  {
    ...route,
    destination: hostPrefix(GATEWAY),
    nextHops: [{ dev: 'eth0' }],
    scope: 'link',
    provenance: because('cni-link-local'),
  },
]

/** A pod's own namespace. Its MAC is random in truth; here it follows from its address. */
export function podNamespace(pod: Pod, name: string, loopback: Link, mtuBytes: number): Namespace {
  const { address } = pod
  const mac = macFromBytes([0x0a, 0x58, address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255])
  return {
    name,
    role: 'pod',
    links: [
      loopback,
      {
        name: 'eth0',
        index: 2,
        type: { kind: 'ethernet' },
        mac,
        mtuBytes,
        up: true,
        addresses: [{ address, length: 32, scope: 'global' }],
        proxyArp: false,
      },
    ],
    routes: POD_ROUTES,
    neighbours: [],
    fdb: [],
    masquerade: [],
    forwardDrops: [],
    inputFilters: [],
    tracksConnections: false,
    forwarding: false,
  }
}
