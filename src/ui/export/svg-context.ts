import { Context } from 'svgcanvas'

type SvgContext = CanvasRenderingContext2D & {
  getSerializedSvg(): string
  getSvg(): SVGSVGElement
}

/**
 * A 2D context that writes SVG. Where the painters cut something out of what they have drawn (the gap of a double line) the
 * ground is drawn instead, as SVG has nothing like it. The library knows no rule for clipping, collapses blanks, and writes
 * down a decoration that nobody asked for.
 */
export function svgContext(width: number, height: number, ground: string) {
  const context = new Context({ width, height }) as SvgContext
  const root = context.getSvg()
  root.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve')
  const stroke = context.stroke.bind(context)
  context.stroke = () => {
    const colour = context.strokeStyle
    if (context.globalCompositeOperation === 'destination-out') context.strokeStyle = ground
    stroke()
    context.strokeStyle = colour
  }
  const clip = context.clip.bind(context)
  context.clip = (rule) => {
    clip()
    const paths = root.querySelectorAll('clipPath')
    if (rule === 'evenodd') paths.item(paths.length - 1).firstElementChild?.setAttribute('clip-rule', 'evenodd')
  }
  return {
    context: context as CanvasRenderingContext2D,
    text: () => context.getSerializedSvg().replaceAll(' text-decoration="undefined"', ''),
  }
}
