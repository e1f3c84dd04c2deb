import type { ImportFile } from '../../importing/import-file'
import { importFiles } from '../../importing/import-lab'

addEventListener('message', ({ data }: MessageEvent<readonly ImportFile[]>) => {
  postMessage(importFiles(data))
})
