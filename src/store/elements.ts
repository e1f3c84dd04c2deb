import type { NodePicture, Picture, PodPicture, RouterPicture, SubnetPicture } from '../canvas/picture'
import type { NamespaceName } from '../engine/linux/namespace'

/** What an element id of the canvas stands for, with what it is in. */
export type Element =
  | { readonly kind: 'subnet'; readonly subnet: SubnetPicture }
  | { readonly kind: 'node'; readonly node: NodePicture }
  | { readonly kind: 'pod'; readonly pod: PodPicture; readonly node: NodePicture }
  | { readonly kind: 'router'; readonly router: RouterPicture }

/** Undefined if the picture has no such element any more. */
export function findElement(picture: Picture, id: string | undefined): Element | undefined {
  const subnet = picture.subnets.find((each) => each.id === id)
  if (subnet) return { kind: 'subnet', subnet }
  const router = picture.routers.find((each) => each.id === id)
  if (router) return { kind: 'router', router }
  for (const node of picture.nodes) {
    if (node.id === id) return { kind: 'node', node }
    const pod = node.pods.find((each) => each.id === id)
    if (pod) return { kind: 'pod', pod, node }
  }
  return undefined
}

/** What a lab is shown with first: a node that has pods. */
export const firstNode = ({ nodes }: Picture): string | undefined => nodes.find(({ pods }) => pods.length > 0)?.id

export function nameOf(element: Element): string {
  switch (element.kind) {
    case 'subnet':
      return element.subnet.name
    case 'node':
      return element.node.name
    case 'pod':
      return element.pod.name
    case 'router':
      return element.router.name
  }
}

/** The network namespace of an element; a subnet has none, nor has what is not on the canvas. */
export const hostOf = (id: string): NamespaceName | undefined =>
  /^(subnet|resource):/.test(id) ? undefined : id.slice(id.indexOf(':') + 1)

/** The element that stands for a network namespace. */
export function elementOfHost(picture: Picture, host: NamespaceName): string {
  if (host.includes('/')) return `pod:${host}`
  return picture.routers.some(({ name }) => name === host) ? `router:${host}` : `node:${host}`
}
