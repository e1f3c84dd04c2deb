/** What is true of a made-up cluster, whoever prints it: its nodes, their blocks, their pods, and what a server makes up by chance. */

export interface ClusterSize {
  readonly nodes: number
  readonly podsPerNode: number
  /** So many deployments have the pods, named as ReplicaSets name theirs, in whatever order they came; else they are numbered. */
  readonly workloads?: number
}

export interface PodOfNode {
  readonly name: string
  readonly namespace: string
  readonly address: string
  /** Its place in the node's block. */
  readonly ordinal: number
  readonly app: string
  readonly templateHash: string
}

export interface NodeFacts {
  readonly name: string
  readonly address: string
  readonly block: string
  /** The block's first address, which is the tunnel's. */
  readonly base: number
  readonly pods: readonly PodOfNode[]
}

export const BLOCK_SIZE = 26

export const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

/** Racks of at most 200 nodes, a /24 each; a /26 block a node out of 10.64.0.0/12. */
export function factsOf({ nodes, podsPerNode, workloads }: ClusterSize): readonly NodeFacts[] {
  const chance = chanceOf(1)
  return Array.from({ length: nodes }, (_, index): NodeFacts => {
    const rack = Math.floor(index / 200)
    const base = (10 << 24) + (64 << 16) + index * 64
    const ordinals = Array.from({ length: podsPerNode }, (_, pod) => pod + 1)
    return {
      name: `edge-${String.fromCharCode(97 + rack)}${(index % 200) + 1}`,
      address: `10.20.${rack + 1}.${(index % 200) + 11}`,
      block: `${dotted(base)}/${BLOCK_SIZE}`,
      base,
      pods:
        workloads === undefined
          ? ordinals.map((ordinal) => numbered(index, ordinal, base))
          : shuffled(ordinals, chance).map((ordinal) => deployed(workloads, ordinal, base, chance)),
    }
  })
}

const numbered = (node: number, ordinal: number, base: number): PodOfNode => ({
  name: `cart-${node}-${ordinal - 1}`,
  namespace: (ordinal - 1) % 3 === 0 ? 'shop' : 'default',
  address: dotted(base + ordinal),
  ordinal,
  app: 'cart',
  templateHash: '5c7f9',
})

const APPS = ['cart', 'checkout', 'catalog', 'search', 'payments', 'mailer', 'web-frontend', 'session-store']
const NAMESPACES = ['shop', 'default', 'monitoring', 'kube-system', 'payments-prod']

function deployed(workloads: number, ordinal: number, base: number, chance: () => number): PodOfNode {
  const workload = Math.floor(chance() * workloads)
  const app = `${APPS[workload % APPS.length]}${workload < APPS.length ? '' : `-${Math.floor(workload / APPS.length)}`}`
  const templateHash = lettersOf(10, chanceOf(1000 + workload))
  return {
    name: `${app}-${templateHash}-${lettersOf(5, chance)}`,
    namespace: NAMESPACES[workload % NAMESPACES.length] as string,
    address: dotted(base + ordinal),
    ordinal,
    app,
    templateHash,
  }
}

/** Of k8s.io/apimachinery's `rand.SafeEncodeString`: no vowels, so that no word comes of it. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

const lettersOf = (length: number, chance: () => number): string =>
  Array.from({ length }, () => LETTERS[Math.floor(chance() * LETTERS.length)]).join('')

function shuffled<T>(items: readonly T[], chance: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** The same numbers in every run for the same `seed` (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** So many hexadecimal digits, another for every `seed`: what nothing makes shorter. */
export function hexOf(digits: number, seed: number): string {
  const chance = chanceOf(seed)
  return Array.from({ length: digits }, () => Math.floor(chance() * 16).toString(16)).join('')
}

/** As servers make them up (RFC 9562, version 4). */
export const uidOf = (seed: number): string =>
  hexOf(32, seed).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')

/** A second of the cluster's life. */
export function stampOf(seed: number): string {
  const chance = chanceOf(seed)
  const [month, day, hour, minute, second] = [12, 28, 24, 60, 60].map((count) =>
    Math.floor(chance() * count),
  ) as number[]
  const two = (value = 0): string => String(value).padStart(2, '0')
  return `2026-${two((month ?? 0) + 1)}-${two((day ?? 0) + 1)}T${two(hour)}:${two(minute)}:${two(second)}Z`
}
