import type { NodePicture, PodPicture, RouterPicture, SubnetPicture } from '../picture'
import type { Card } from './card'
import type { Point, Rect } from './shapes'

export const ROUTER_RADIUS = 30
/** Name and addresses, below the circle. */
export const ROUTER_LABEL_HEIGHT = 42

export interface SubnetShape {
  readonly picture: SubnetPicture
  readonly rect: Rect
  /** What the positions of its nodes count from. */
  readonly corner: Point
  readonly nodes: readonly NodeShape[]
}

export interface NodeShape {
  readonly picture: NodePicture
  readonly rect: Rect
  readonly card: Card
}

export interface RouterShape {
  readonly picture: RouterPicture
  readonly centre: Point
  readonly rect: Rect
}

export interface PodShape {
  readonly picture: PodPicture
  readonly node: NodeShape
  readonly rect: Rect
}
