declare module 'svgcanvas' {
  /** A CanvasRenderingContext2D that keeps what is drawn as SVG. */
  export const Context: new (size: { readonly width: number; readonly height: number }) => CanvasRenderingContext2D
}

declare module 'gifenc' {
  type Palette = readonly (readonly number[])[]
  type Pixels = Uint8Array | Uint8ClampedArray
  export const quantize: (rgba: Pixels, maxColors: number) => Palette
  export const applyPalette: (rgba: Pixels, palette: Palette) => Uint8Array
  export const GIFEncoder: () => {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: Palette; readonly delay: number },
    ): void
    finish(): void
    bytes(): Uint8Array
  }
}
