import { type KeyboardEvent, useState } from 'react'

/** What an input of text needs that is the lab's only when it is left, or with Enter. Escape puts the lab's text back. */
export function useTyped(of: string, shown: string, commit: (text: string) => unknown) {
  const [typed, setTyped] = useState({ of, shown, text: shown })
  // Another thing's entry in this place, or another value of it, is what is shown.
  const isOfThis = typed.of === of && typed.shown === shown
  const text = isOfThis ? typed.text : shown
  const put = (next: string) => setTyped({ of, shown, text: next })
  const leave = () => text !== shown && commit(text)
  return {
    value: text,
    onChange: ({ target }: { readonly target: HTMLInputElement }) => put(target.value),
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') leave()
      if (event.key === 'Escape' && text !== shown) {
        event.stopPropagation()
        put(shown)
      }
    },
  }
}
