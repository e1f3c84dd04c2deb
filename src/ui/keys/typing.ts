/** Whether a key press belongs to what is focused: text being typed, a menu, a dialog, a slider. */
export function isForWidget(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  return (
    target?.closest(
      'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="slider"], .cm-editor',
    ) !== null && target !== null
  )
}
