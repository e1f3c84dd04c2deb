import type { Cloud } from '../calico/resources/cloud'
import type { Era } from '../calico/resources/cluster-information'
import type { EncapMode } from '../calico/resources/ip-pool'
import type { JsonObject, Manifest } from './document'
import type { Fault } from './faults/fault'

/** A position on the canvas, in its own units; what a node's or router's centre is at. */
export interface Position {
  readonly x: number
  readonly y: number
}

/**
 * Every change of a lab, as plain data: menus, keys, the terminal and lessons all send these. What only forms and the YAML
 * do to a whole lab is not among them, so that the first load does without: `renaming/`, `renumber-subnet.ts`,
 * `replace-pools.ts`.
 */
export type Command =
  | { readonly kind: 'set-ipip-mode'; readonly pool: string; readonly mode: EncapMode }
  | { readonly kind: 'set-vxlan-mode'; readonly pool: string; readonly mode: EncapMode }
  | { readonly kind: 'set-nat-outgoing'; readonly pool: string; readonly enabled: boolean }
  | { readonly kind: 'set-bgp-mesh'; readonly enabled: boolean }
  /** The same cluster under another generation of Calico. */
  | { readonly kind: 'set-era'; readonly era: Era }
  /** The node gets the next free address of the subnet; without one: an issue. */
  | { readonly kind: 'move-node'; readonly node: string; readonly subnet: string; readonly position?: Position }
  /** The pod is made anew on `node`, with an address from that node's blocks. */
  | { readonly kind: 'move-pod'; readonly pod: string; readonly namespace: string; readonly node: string }
  /** Without a name or CIDR the next free one is taken. The router that joins the others gets an interface in it. */
  | { readonly kind: 'add-subnet'; readonly name?: string; readonly cidr?: string; readonly position?: Position }
  | { readonly kind: 'add-node'; readonly subnet: string; readonly name?: string; readonly position?: Position }
  | { readonly kind: 'add-pod'; readonly node: string; readonly name?: string; readonly namespace?: string }
  /** Only an empty subnet can go. */
  | { readonly kind: 'remove-subnet'; readonly subnet: string }
  /** With its pods, affinities and blocks. */
  | { readonly kind: 'remove-node'; readonly node: string }
  | { readonly kind: 'remove-pod'; readonly pod: string; readonly namespace: string }
  | { readonly kind: 'place'; readonly element: string; readonly position: Position }
  /** A whole resource, written in place of the one of that kind and name, or added. */
  | { readonly kind: 'apply-manifest'; readonly manifest: Manifest }
  /** A strategic merge of `patch` into the resource of that kind and name. */
  | { readonly kind: 'patch-manifest'; readonly resource: string; readonly name: string; readonly patch: JsonObject }
  /** As `kubectl delete` does: pods give their address back, a node goes with all that is on it, else that object alone. */
  | {
      readonly kind: 'delete-manifest'
      readonly resource: string
      readonly name: string
      /** Of a pod; absent: `default`. */
      readonly namespace?: string
    }
  /** As calicoctl does, with what Calico's client does first: the pool's blocks lose their owners, empty ones go. */
  | { readonly kind: 'remove-pool'; readonly pool: string }
  /** Breaks something, or puts it right again; a fault that is there already gets the degree that is asked for. */
  | { readonly kind: 'set-fault'; readonly fault: Fault; readonly on: boolean }
  /** The same machines in another's network, with what that carries when nobody has configured anything. */
  | { readonly kind: 'set-cloud'; readonly cloud: Cloud }
  /** What calico/node does when it starts: a tunnel address for each node that should have one. */
  | { readonly kind: 'settle-tunnels' }
  /** As `calicoctl ipam release` does: IPAM takes the address for free, whoever has it. */
  | { readonly kind: 'release-address'; readonly address: string }
