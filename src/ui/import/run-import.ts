import type { Issue } from '../../engine/issue'
import type { Result } from '../../engine/result'
import type { ImportFile } from '../../importing/import-file'
import type { Imported } from '../../importing/import-lab'

export type ImportOutcome = Result<Imported, readonly Issue[]>

/** What takes longer than a few frames is read beside the page, which stays alive whatever is in it. */
const LARGEST_HERE = 150_000

/** Reads the files; large ones in a worker, which ends with `signal`. */
export async function runImport(files: readonly ImportFile[], signal: AbortSignal): Promise<ImportOutcome> {
  const size = files.reduce((sum, { content }) => sum + content.length, 0)
  const isArchive = files.some(({ content }) => typeof content !== 'string' && isPacked(content))
  if (size > LARGEST_HERE || isArchive) return inWorker(files, signal)
  const { importFiles } = await import('../../importing/import-lab')
  return importFiles(files)
}

/** gzip's and zip's first byte: the one begins no text, and the other may as well be read there. */
const isPacked = ([first]: Uint8Array): boolean => first === 0x1f || first === 0x50

function inWorker(files: readonly ImportFile[], signal: AbortSignal): Promise<ImportOutcome> {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' })
  const outcome = new Promise<ImportOutcome>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<ImportOutcome>) => resolve(data)
    worker.onerror = (event) => {
      event.preventDefault()
      resolve({ ok: false, error: [{ code: 'import-too-much', params: {}, severity: 'error' }] })
    }
    signal.addEventListener('abort', () => worker.terminate())
    worker.postMessage(files)
  })
  return outcome.finally(() => worker.terminate())
}
