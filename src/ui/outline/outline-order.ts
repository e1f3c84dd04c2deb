import type { Picture } from '../../canvas/picture'

/** Element ids in the order in which the outline lists them, each with what it is in. */
export function outlineOrder(picture: Picture): readonly { readonly id: string; readonly parent?: string }[] {
  const inSubnets = picture.subnets.flatMap((subnet) => [
    { id: subnet.id },
    ...picture.nodes
      .filter((node) => node.subnet === subnet.id)
      .flatMap((node) => [
        { id: node.id, parent: subnet.id },
        ...node.pods.map((pod) => ({ id: pod.id, parent: node.id })),
      ]),
  ])
  return [...inSubnets, ...picture.routers.map(({ id }) => ({ id }))]
}

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End'

/**
 * Where an arrow key leads: down and up through the whole list, right to the first of what is inside, left to what it
 * is in.
 */
export function neighbourOf(picture: Picture, id: string, direction: Direction): string | undefined {
  const order = outlineOrder(picture)
  const index = order.findIndex((entry) => entry.id === id)
  switch (direction) {
    case 'ArrowDown':
      return order[index + 1]?.id
    case 'ArrowUp':
      return order[Math.max(index - 1, 0)]?.id
    case 'ArrowLeft':
      return order[index]?.parent
    case 'ArrowRight':
      return order.find((entry) => entry.parent === id)?.id
    case 'Home':
      return order[0]?.id
    case 'End':
      return order.at(-1)?.id
  }
}
