import type { CaptureProblem } from '../../../engine/wire/capture-file'
import { readCapture } from '../../../engine/wire/read-capture'
import { infoNotice } from '../../../store/notice'
import type { Said } from '../../../words/said'
import { actions } from '../../lab'

/** What a page can hold and a person can look through. */
const MAX_MEGABYTES = 256
const MAX_FRAMES = 200_000

/** Shows a capture file in place of the lab's captures, or says why that is not possible. */
export async function openCapture(file: File): Promise<void> {
  const { notify, showCaptures } = actions()
  const refuse = (said: Said) => notify({ ...infoNotice(said), tone: 'error' })
  const megabytes = Math.ceil(file.size / 2 ** 20)
  if (megabytes > MAX_MEGABYTES) {
    const params = { name: file.name, size: megabytes, limit: MAX_MEGABYTES }
    return refuse({ key: 'captures.file.tooLarge', params })
  }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse({ key: 'captures.file.unreadable', params: { name: file.name, why } })
  }
  const read = readCapture(bytes, MAX_FRAMES)
  if (!read.ok) return refuse(problemText(file.name, read.error, bytes, 0))
  showCaptures({ captureFile: { name: file.name, file: read.value }, captureChoice: undefined, captureFilter: '' })
  if (read.value.problem) {
    const said = problemText(file.name, read.value.problem, bytes, read.value.frames.length)
    notify({ ...infoNotice(said), tone: 'warning' })
  }
}

function problemText(name: string, { kind, offset }: CaptureProblem, bytes: Uint8Array, count: number): Said {
  const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ') || '–'
  return { key: `captures.file.problem.${kind}`, params: { name, offset, count, start } }
}
