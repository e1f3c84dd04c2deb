const WIDGETS =
  'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="slider"], .cm-editor'

/** Whether a key press belongs to what is focused or open: text being typed, a menu, a dialog, a slider. */
export function isForWidget({ target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  return target instanceof Element && target.closest(WIDGETS) !== null
}
