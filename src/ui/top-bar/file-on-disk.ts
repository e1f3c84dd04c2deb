import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LabDocument } from '../../engine/lab/document'

/** The file that the lab was opened from or saved to, and what it holds. */
interface FileOnDisk {
  readonly name: string
  readonly labId: string
  readonly document: LabDocument
  readonly source: string
}

/** Known as long as the page is open; the browser's own handle of it is kept longer (`lab-file.ts`). */
export const fileOnDisk = createStore<{ readonly file?: FileOnDisk }>(() => ({}))

export const useFileOnDisk = (): FileOnDisk | undefined => useStore(fileOnDisk, ({ file }) => file)
