import type { SourcePlace } from '../../engine/issue'
import type { ImportFile } from '../../importing/import-file'

/** The files, with a line above the table at `place` that says whose it is. */
export const withHostSaid = (files: readonly ImportFile[], place: SourcePlace, host: string): readonly ImportFile[] =>
  files.map((file) => {
    if (file.name !== place.file) return file
    const text = typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content)
    const lines = text.split('\n')
    return { ...file, content: lines.toSpliced(place.line - 1, 0, `# host: ${host}`).join('\n') }
  })
