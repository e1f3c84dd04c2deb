import { type DragEvent, type ReactNode, useState } from 'react'
import styles from './FileDrop.module.css'

interface Props {
  /** What a drop does, while a file is held over it. */
  readonly label: string
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}

/** A panel that takes a file which is dropped on it; what takes files anywhere else leaves such an event alone. */
export function FileDrop({ label, onFile, children }: Props) {
  const [isOver, setOver] = useState(false)
  const take = (event: DragEvent, over: boolean): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(over)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a menu or a button opens files too
    <div
      className={styles.panel}
      onDragEnter={(event) => take(event, true)}
      onDragOver={(event) => take(event, true)}
      onDragLeave={(event) => take(event, false)}
      onDrop={(event) => {
        take(event, false)
        const [file] = event.dataTransfer.files
        if (file) onFile(file)
      }}
    >
      {children}
      {isOver && <p className={styles.drop}>{label}</p>}
    </div>
  )
}
