import type { Picture } from '../canvas/picture'
import { findElement, hostOf } from './elements'
import type { LabState, ProbeQuestion } from './lab-state'
import { meshAmong } from './mesh'

/** The pods that an element stands for, by element id: itself, or all that are in it. */
function podsOf(picture: Picture, id: string): readonly string[] {
  const element = findElement(picture, id)
  switch (element?.kind) {
    case undefined:
    case 'router':
      return []
    case 'pod':
      return [id]
    case 'node':
      return element.node.pods.map((pod) => pod.id)
    case 'subnet':
      return picture.nodes
        .filter(({ subnet }) => subnet === element.subnet.id)
        .flatMap(({ pods }) => pods.map((pod) => pod.id))
  }
}

/** Takes the pods of these elements in; of what is in already as a whole, out again. */
export function chosenWith(
  picture: Picture,
  chosen: readonly string[],
  elements: readonly string[],
): readonly string[] {
  const pods = [...new Set(elements.flatMap((id) => podsOf(picture, id)))]
  const isIn = new Set(chosen)
  if (pods.every((id) => isIn.has(id))) return chosen.filter((id) => !pods.includes(id))
  return [...chosen, ...pods.filter((id) => !isIn.has(id))]
}

/** What was chosen and is still there. */
export function chosenPods(picture: Picture, { chosen }: Pick<LabState, 'chosen'>): readonly string[] {
  if (chosen.length === 0) return chosen
  const known = new Set(picture.nodes.flatMap(({ pods }) => pods.map(({ id }) => id)))
  return chosen.filter((id) => known.has(id))
}

/** A ping for each pair of the chosen pods. */
export const meshOfChosen = (picture: Picture, state: Pick<LabState, 'chosen'>): readonly ProbeQuestion[] =>
  meshAmong(chosenPods(picture, state).flatMap((id) => hostOf(id) ?? []))

export const pairsOf = (count: number): number => (count * (count - 1)) / 2
