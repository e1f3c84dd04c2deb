import cytoscape from 'cytoscape'

/** As much of Cytoscape's canvas renderer as the patch touches; it has no public types. */
interface DrawnNode {
  pstyle(name: 'background-image'): { readonly strValue: string }
  updateStyle?: (() => DrawnNode) | undefined
}

interface CanvasRendererPrototype {
  drawNode(this: CanvasRendererPrototype, context: CanvasRenderingContext2D, node: DrawnNode, ...rest: unknown[]): void
}

let patched = false

/**
 * Keeps Cytoscape 3.34.4 from styling nodes anew in every frame. `drawImages` takes `background-image: none` for one
 * image, so each drawn node without one flips its `:backgrounding` state twice a frame, and on a compound node each
 * flip styles all its descendants: a pan over 5,000 elements takes 1.4 s a frame. While such a node is drawn, an
 * `updateStyle` of its own that does nothing hides the prototype's. Call once, before the first `cytoscape()`.
 */
export function patchDrawNode(): void {
  if (patched) return
  patched = true
  const renderer = cytoscape('renderer', 'canvas') as unknown as { readonly prototype: CanvasRendererPrototype }
  const draw = renderer.prototype.drawNode
  renderer.prototype.drawNode = function (context, node, ...rest) {
    if (node.pstyle('background-image').strValue !== 'none') return draw.call(this, context, node, ...rest)
    node.updateStyle = () => node
    try {
      return draw.call(this, context, node, ...rest)
    } finally {
      delete node.updateStyle
    }
  }
}
