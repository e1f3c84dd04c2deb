/** A page under measurement: the canvas, or the hand-written one it is compared with. */
export interface Subject {
  /** In the frame's own steps, as a gesture would ask for them. */
  readonly panBy: (dx: number, dy: number) => void
  readonly zoomBy: (factor: number) => void
  readonly fit: () => void
  readonly playPackets: (count: number, progress: number) => void
  readonly stopPackets: () => void
  /** Moves the first node into the second subnet, as a drop does. */
  readonly drop: () => void
  /** Middle of the first node on the screen, where a pointer can take hold of it, and of the next subnet. */
  readonly dragFromTo: () => readonly [Spot, Spot]
  readonly destroy: () => void
}

export interface Spot {
  readonly x: number
  readonly y: number
}
