import type { Picture } from '../picture'
import { layoutOf } from './layout'
import type { Format } from './place-subnet'
import { fitting, type Margin } from './viewport'

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

const TIGHT_PIXELS = 800

/** Tools and hint lie over the top of a canvas; on a narrow one they have a strip of their own above it. */
export function fitMargin(width: number): Margin {
  if (width < NARROW_PIXELS) return { top: 24, sides: 12, bottom: 12 }
  return { top: 62, sides: width < TIGHT_PIXELS ? 24 : 34, bottom: 34 }
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
