import type { ImportFile } from '../../importing/import-file'

/** What is on its way in: read once the dialog is there. */
export type Incoming = () => Promise<readonly ImportFile[]>

let open: ((incoming: Incoming) => void) | undefined

/** The one place where imports begin: the menu, a drop, a paste. */
export const openImport = (incoming: Incoming = async () => []): void => open?.(incoming)

export function attendDoor(attendant: (incoming: Incoming) => void): () => void {
  open = attendant
  return () => {
    open = undefined
  }
}
