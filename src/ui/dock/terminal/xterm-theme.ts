import type { ISearchDecorationOptions } from '@xterm/addon-search'
import type { ITheme } from '@xterm/xterm'

function tokens(): (name: string) => string {
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(`--${name}`).trim()
}

/** The screen in the colours that the panels have just now. */
export function xtermTheme(): ITheme {
  const token = tokens()
  return {
    background: token('panel'),
    foreground: token('ink'),
    cursor: token('sel'),
    cursorAccent: token('panel'),
    selectionBackground: token('sel-soft'),
    selectionInactiveBackground: token('line'),
    blue: token('sel'),
    brightBlue: token('sel'),
    green: token('direct'),
    brightGreen: token('direct'),
    red: token('lost'),
    brightRed: token('lost'),
    yellow: token('ipip'),
    brightYellow: token('ipip'),
    magenta: token('vxlan'),
    brightMagenta: token('vxlan'),
  }
}

/** Where what is sought stands, and the place that is looked at. */
export function foundColours(): ISearchDecorationOptions {
  const token = tokens()
  return {
    matchBackground: token('ipip-soft'),
    matchOverviewRuler: token('ipip'),
    activeMatchBackground: token('sel-soft'),
    activeMatchBorder: token('sel'),
    activeMatchColorOverviewRuler: token('sel'),
  }
}
