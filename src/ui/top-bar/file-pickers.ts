/** The File System Access API, as far as it is used; TypeScript's library has the handles alone. */
interface FilePickers {
  showOpenFilePicker?(options: PickerOptions): Promise<readonly FileSystemFileHandle[]>
  showSaveFilePicker?(options: PickerOptions & { readonly suggestedName: string }): Promise<FileSystemFileHandle>
}

interface PickerOptions {
  readonly id: string
  readonly types: readonly {
    readonly description: string
    readonly accept: Readonly<Record<string, readonly string[]>>
  }[]
}

const OPTIONS: PickerOptions = {
  id: 'podpath-lab',
  types: [
    { description: 'YAML, JSON', accept: { 'application/yaml': ['.yaml', '.yml'], 'application/json': ['.json'] } },
  ],
}

const pickers = (): FilePickers => window as FilePickers

export const opensInPlace = (): boolean => pickers().showOpenFilePicker !== undefined
export const savesInPlace = (): boolean => pickers().showSaveFilePicker !== undefined

/** Undefined: the user thought better of it. */
export const pickToOpen = (): Promise<FileSystemFileHandle | undefined> =>
  unlessGivenUp(async () => (await pickers().showOpenFilePicker?.(OPTIONS))?.[0])

export const pickToSave = (suggestedName: string): Promise<FileSystemFileHandle | undefined> =>
  unlessGivenUp(async () => pickers().showSaveFilePicker?.({ ...OPTIONS, suggestedName }))

async function unlessGivenUp<T>(pick: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await pick()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}
