const FIELD = 'input[data-name-field]'
const PATIENCE_MS = 3000

/** Puts the focus into the field with the name of what is selected, as soon as its form is there. */
export function focusName(): void {
  const startedMs = performance.now()
  const look = () => {
    const field = document.querySelector<HTMLInputElement>(FIELD)
    if (field) {
      field.focus()
      field.select()
    } else if (performance.now() - startedMs < PATIENCE_MS) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
