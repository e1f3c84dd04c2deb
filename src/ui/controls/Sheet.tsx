import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Sheet.module.css'

interface Props {
  readonly title: string
  readonly closeLabel: string
  /** By whatever way it is closed; the focus is back where it was. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page, open as long as it is there. */
export function Sheet({ title, closeLabel, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.focus() // itself, not the first button in it, which is the one that closes it
    return closeFromOutside(dialog.current)
  }, [])
  return (
    <dialog ref={dialog} tabIndex={-1} className={styles.sheet} aria-label={title} onClose={onClose}>
      <header className={styles.header}>
        <h2>{title}</h2>
        {/* Without a tooltip: Escape would close that alone. */}
        <button type="button" className={styles.close} aria-label={closeLabel} onClick={() => dialog.current?.close()}>
          <X size={17} strokeWidth={1.8} aria-hidden />
        </button>
      </header>
      {children}
    </dialog>
  )
}

/** A press on the backdrop is one on the dialog itself, outside its box. */
function closeFromOutside(dialog: HTMLDialogElement | null): (() => void) | undefined {
  const onPress = ({ target, clientX, clientY }: PointerEvent) => {
    if (!dialog || target !== dialog) return
    const { left, right, top, bottom } = dialog.getBoundingClientRect()
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) dialog.close()
  }
  dialog?.addEventListener('pointerdown', onPress)
  return () => dialog?.removeEventListener('pointerdown', onPress)
}
