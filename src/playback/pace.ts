import type { Anchor } from './timeline'

/** How long things take on the playhead's clock at speed 1: slow enough to read, short enough to stay with. */
export const PACE_MS = {
  /** From a device to the routing of the same host, or back. */
  inside: 250,
  /** Over a veth pair, between a pod and its node. */
  veth: 300,
  /** Over a subnet. */
  wire: 650,
  /** A tunnel header slides on or off. */
  wrap: 450,
  rewrite: 450,
  break: 700,
  /** A host makes up its mind. */
  decide: 220,
  /** After a wrap, an unwrap or a rewrite, so that the eye can rest on what came of it. */
  settle: 120,
  arrive: 300,
} as const

/** Pods' namespaces are `namespace/name`; no machine has a slash in its name. */
export const isPod = (namespace: string): boolean => namespace.includes('/')

export function travelMs(from: Anchor, to: Anchor): number {
  if (from.namespace === to.namespace) return PACE_MS.inside
  return isPod(from.namespace) || isPod(to.namespace) ? PACE_MS.veth : PACE_MS.wire
}

export const sameAnchor = (a: Anchor, b: Anchor): boolean => a.namespace === b.namespace && a.link === b.link
