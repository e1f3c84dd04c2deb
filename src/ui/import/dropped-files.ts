import type { ImportFile } from '../../importing/import-file'

/** Of a file with its place in what was chosen. */
const fileOf = async (file: File, name: string, incidental: boolean): Promise<ImportFile> => ({
  name,
  content: new Uint8Array(await file.arrayBuffer()),
  ...(incidental && { incidental }),
})

/** Files of a picker; those of a folder come with their path in it. */
export const pickedFiles = (list: FileList | readonly File[]): Promise<readonly ImportFile[]> =>
  Promise.all(
    [...list]
      .filter((file) => file.webkitRelativePath === '' || isWanted(file.webkitRelativePath))
      .map((file) => fileOf(file, file.webkitRelativePath || file.name, file.webkitRelativePath !== '')),
  )

/** Hidden folders and installed packages hold no cluster. */
const isWanted = (path: string): boolean => !/(^|\/)(\.[^/]|node_modules\/)/.test(path)

/** What was dropped, folders with all below them. */
export async function droppedFiles(items: readonly (FileSystemEntry | File | null)[]): Promise<readonly ImportFile[]> {
  const found = items.map((item) => {
    if (item === null) return []
    return item instanceof File ? pickedFiles([item]) : filesOf(item, false)
  })
  return (await Promise.all(found)).flat()
}

async function filesOf(entry: FileSystemEntry, inFolder: boolean): Promise<readonly ImportFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (!isWanted(path)) return []
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [await fileOf(file, path, inFolder)]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: ImportFile[] = []
  // A reader gives some at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found
    for (const each of some) found.push(...(await filesOf(each, true)))
  }
}
