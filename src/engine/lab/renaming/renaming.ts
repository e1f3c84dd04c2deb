/** What can be called otherwise, and what it is to be called. */
export interface Renaming {
  readonly kind: RenamedKind
  /** As it is called now. */
  readonly name: string
  /** Of a pod. */
  readonly namespace?: string
  readonly to: string
}

/** Subnets and routers are the Underlay's; the others are resources. */
export const RENAMED_KINDS = ['Node', 'Pod', 'subnet', 'router', 'IPPool', 'BGPPeer', 'BGPFilter'] as const
export type RenamedKind = (typeof RENAMED_KINDS)[number]

export const backOf = (renaming: Renaming): Renaming => ({ ...renaming, name: renaming.to, to: renaming.name })

/** A pod is in a namespace, written before it: `default/web`. */
const qualified = ({ kind, namespace }: Renaming, name: string): string =>
  kind === 'Pod' ? `${namespace ?? 'default'}/${name}` : name

const ELEMENTS: Readonly<Record<RenamedKind, string>> = {
  Node: 'node:',
  Pod: 'pod:',
  subnet: 'subnet:',
  router: 'router:',
  IPPool: 'resource:IPPool/',
  BGPPeer: 'resource:BGPPeer/',
  BGPFilter: 'resource:BGPFilter/',
}

const isHost = ({ kind }: Renaming): boolean => kind === 'Node' || kind === 'Pod' || kind === 'router'

/** The name that a host, as terminals and pings call it, has afterwards. */
export const hostAfter = (renaming: Renaming, host: string): string =>
  isHost(renaming) && host === qualified(renaming, renaming.name) ? qualified(renaming, renaming.to) : host

/** The same of an element of the canvas, or of what is selected beside it. */
export function elementAfter(renaming: Renaming, element: string): string {
  const prefix = ELEMENTS[renaming.kind]
  return element === prefix + qualified(renaming, renaming.name) ? prefix + qualified(renaming, renaming.to) : element
}
