import { get, set } from 'idb-keyval'
import { parseLab } from '../../io/parse-lab'
import { renderSource } from '../../io/render-source'
import { selectCluster } from '../../store/derived'
import { infoNotice, issueLine } from '../../store/notice'
import { download } from '../download'
import { actions, labStore } from '../lab'
import { fileOnDisk } from './file-on-disk'
import { pickToOpen, pickToSave, savesInPlace } from './file-pickers'

// The lab as a file on the user's disk. Where the browser lets a page keep a file's handle, it is saved in place; elsewhere
// it is downloaded. None of it is part of the first load, as the YAML library is not.

/** Where the handle is kept, so that a lab is saved in place after a reload too. */
const KEY = 'podpath/file'

interface KeptHandle {
  readonly labId: string
  readonly handle: FileSystemFileHandle
}

/** @returns whether it is open now */
export async function openFile(file: File): Promise<boolean> {
  const parsed = parseLab(await file.text(), file.name)
  if (!parsed.ok) {
    actions().refuse(parsed.error, { key: 'notice.cannotOpen', params: { file: file.name } })
    return false
  }
  const { document, source, report } = parsed.value
  actions().openLab({ document, source }, { key: 'edit.open-file', params: { file: file.name } })
  if (report.length === 0) return true
  const opened = infoNotice({ key: 'notice.opened', params: { file: file.name, count: report.length } })
  const lines = report.map(issueLine)
  actions().notify({ ...opened, lines: [...opened.lines, ...lines] })
  return true
}

/** Asks for a file and keeps hold of it. */
export async function openInPlace(): Promise<void> {
  const handle = await pickToOpen()
  if (handle && (await openFile(await handle.getFile()))) await hold(handle)
}

/** Into the file that it came from or went to last; `elsewhere`, and where there is none, into one that is asked for. */
export async function saveFile(elsewhere = false): Promise<void> {
  if (!savesInPlace()) return downloadLab()
  const { name, text } = labAsFile()
  const handle = (elsewhere ? undefined : await heldHandle()) ?? (await pickToSave(name))
  if (!handle) return
  try {
    const writable = await handle.createWritable()
    await writable.write(text)
    await writable.close()
  } catch {
    actions().notify(infoNotice({ key: 'notice.cannotSave', params: { file: handle.name } }))
    return
  }
  await hold(handle)
  labStore.setState({ announcement: { key: 'notice.savedTo', params: { file: handle.name } } })
}

export function downloadLab(): void {
  const { name, text } = labAsFile()
  download(name, 'application/yaml', text)
}

function labAsFile(): { readonly name: string; readonly text: string } {
  const { document: lab, baseSource } = actions()
  return { name: `${selectCluster({ document: lab }).underlay.name}.yaml`, text: renderSource(baseSource, lab) }
}

async function heldHandle(): Promise<FileSystemFileHandle | undefined> {
  const kept = await get<KeptHandle>(KEY).catch(() => undefined)
  return kept?.labId === actions().labId ? kept.handle : undefined
}

async function hold(handle: FileSystemFileHandle): Promise<void> {
  const { labId, document, baseSource: source } = actions()
  await set(KEY, { labId, handle } satisfies KeptHandle).catch(() => undefined)
  fileOnDisk.setState({ file: { name: handle.name, labId, document, source } })
}
