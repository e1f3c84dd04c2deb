import type { CanvasTheme } from './canvas'

/** The custom property that holds each part of the theme, and what stands in for it where it is not set. */
const PROPERTIES: Readonly<Record<keyof CanvasTheme, readonly [property: string, fallback: string]>> = {
  ground: ['--bg', '#f7f8fa'],
  panel: ['--raised', '#ffffff'],
  line: ['--line', '#e3e6eb'],
  ink: ['--ink', '#1b2430'],
  dim: ['--dim', '#647082'],
  faint: ['--faint', '#98a2b3'],
  selection: ['--sel', '#2f6feb'],
  subnet: ['--subnet', '#eef1f6'],
  direct: ['--direct', '#0f8a7e'],
  ipip: ['--ipip', '#b7690a'],
  vxlan: ['--vxlan', '#7a4fd0'],
  lost: ['--lost', '#c9322c'],
  local: ['--local', '#5b7390'],
  sans: ['--sans', 'Inter, "Noto Sans", "DejaVu Sans", sans-serif'],
  mono: ['--mono', '"DejaVu Sans Mono", ui-monospace, monospace'],
}

/** The theme in force at `element`. Custom properties must hold plain CSS colours: Cytoscape parses them itself. */
export function themeFrom(element: Element): CanvasTheme {
  const style = getComputedStyle(element)
  const read = (key: keyof CanvasTheme): string => {
    const [property, fallback] = PROPERTIES[key]
    return style.getPropertyValue(property).trim() || fallback
  }
  return {
    ground: read('ground'),
    panel: read('panel'),
    line: read('line'),
    ink: read('ink'),
    dim: read('dim'),
    faint: read('faint'),
    selection: read('selection'),
    subnet: read('subnet'),
    direct: read('direct'),
    ipip: read('ipip'),
    vxlan: read('vxlan'),
    lost: read('lost'),
    local: read('local'),
    sans: read('sans'),
    mono: read('mono'),
  }
}
