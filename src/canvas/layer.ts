/** A canvas that covers its parent and catches no pointer. */
export interface Layer {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  /** In CSS pixels; the backing store follows the device's pixels. */
  readonly resize: (width: number, height: number) => void
  /** Empties it and leaves the context in CSS pixels. */
  readonly clear: () => void
}

export function createLayer(parent: HTMLElement): Layer {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none'
  canvas.setAttribute('aria-hidden', 'true')
  parent.append(canvas)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no 2D canvas')
  let ratio = 1
  return {
    canvas,
    context,
    resize(width, height) {
      ratio = window.devicePixelRatio || 1
      canvas.width = Math.max(Math.round(width * ratio), 1)
      canvas.height = Math.max(Math.round(height * ratio), 1)
    },
    clear() {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, canvas.width, canvas.height)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
    },
  }
}
