import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attendDoor, type Incoming, openImport } from './import-door'
import styles from './LazyImport.module.css'

const ImportSheet = lazy(async () => ({ default: (await import('./ImportSheet')).ImportSheet }))

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

/** Whether what is pasted is meant for something that is typed into. */
const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable], dialog') !== null

/** Takes files that are dropped anywhere, and texts of several lines that are pasted; the dialog itself is fetched when it is needed. */
export function LazyImport() {
  const { t } = useTranslation()
  const [incoming, setIncoming] = useState<{ readonly take: Incoming }>()
  const [isOver, setIsOver] = useState(false)
  useEffect(() => attendDoor((take) => setIncoming({ take })), [])
  useEffect(() => listen(setIsOver), [])
  return (
    <>
      {isOver && <div className={styles.over}>{t('topBar.dropToImport')}</div>}
      <Suspense>{incoming && <ImportSheet incoming={incoming.take} onClose={() => setIncoming(undefined)} />}</Suspense>
    </>
  )
}

function listen(setIsOver: (isOver: boolean) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  // A panel below may take it, as a capture or a transcript, and has said so by then.
  const isOurs = (event: DragEvent): boolean => hasFiles(event) && !event.defaultPrevented
  const over = (event: DragEvent) => {
    if (!isOurs(event)) return setIsOver(false)
    event.preventDefault()
    setIsOver(true)
  }
  const leave = ({ relatedTarget }: DragEvent) => {
    if (relatedTarget === null) setIsOver(false)
  }
  const drop = (event: DragEvent) => {
    setIsOver(false)
    const { dataTransfer } = event
    if (!dataTransfer || !isOurs(event)) return
    event.preventDefault()
    // The event's files are gone after it, so they are asked for before anything is loaded.
    const items = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    openImport(async () => (await import('./dropped-files')).droppedFiles(items))
  }
  const paste = (event: ClipboardEvent) => {
    const content = event.clipboardData?.getData('text/plain') ?? ''
    if (isTypedInto(event.target) || !content.trim().includes('\n')) return
    openImport(async () => [{ name: 'paste', content }])
  }
  addEventListener('dragover', over, { signal })
  addEventListener('dragleave', leave, { signal })
  addEventListener('drop', drop, { signal })
  addEventListener('paste', paste, { signal })
  return () => stop.abort()
}
