import { type DragEvent, type ReactNode, useState } from 'react'
import styles from './Terminal.module.css'

interface Props {
  /** What a drop does, while a file is held over it. */
  readonly label: string
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}

/** The panel, which takes a transcript that is dropped on it. */
export function FileDrop({ label, onFile, children }: Props) {
  const [isOver, setOver] = useState(false)
  const take = (event: DragEvent, over: boolean): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.stopPropagation()
    setOver(over)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu opens files too
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
