import type { Picture } from '../picture'
import { layoutOf } from './layout'
import type { Format } from './place-subnet'
import { evenMargin, fitting, type Margin } from './viewport'

/** Narrower canvases have the layout of a phone. */
const NARROW_PIXELS = 560
/** At this zoom a card says all it has to say. */
const READABLE_ZOOM = 0.75
/** So much larger must cards in two rows be to be worth it. */
const WORTH = 1.15
/** With more nodes the formats hardly differ, and laying out twice takes time. */
const MAX_NODES = 12
/** A small lab is not blown up. */
export const MAX_FIT_ZOOM = 1.2

/** Where the picture fills the canvas, the tools above it would lie on it. */
const TIGHT_PIXELS = 800

export function fitMargin(width: number): Margin {
  if (width < NARROW_PIXELS) return { top: 56, sides: 12, bottom: 12 }
  return width < TIGHT_PIXELS ? { top: 56, sides: 24, bottom: 34 } : evenMargin(34)
}

/** Cards side by side, or, where they could not be read so, in two rows if that makes them larger. */
export function formatFor(picture: Picture, width: number, height: number): Format {
  if (width < NARROW_PIXELS) return 'narrow'
  if (picture.nodes.length > MAX_NODES) return 'wide'
  const zoomOf = (format: Format): number =>
    fitting(layoutOf(picture, format).bounds, width, height, fitMargin(width), MAX_FIT_ZOOM).zoom
  const wide = zoomOf('wide')
  return wide < READABLE_ZOOM && zoomOf('narrow') >= WORTH * wide ? 'narrow' : 'wide'
}
