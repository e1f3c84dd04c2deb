import type { ITheme } from '@xterm/xterm'

/** The screen in the colours that the panels have just now. */
export function xtermTheme(): ITheme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
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
