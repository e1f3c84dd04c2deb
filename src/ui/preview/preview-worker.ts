/// <reference lib="webworker" />
import { tollOfCommands } from '../../store/differences'
import { previewAnswers, type ToPreview } from './preview-answers'

const hear = previewAnswers(
  tollOfCommands,
  () => new Promise((resolve) => setTimeout(resolve)),
  (answer) => self.postMessage(answer),
)

self.onmessage = ({ data }: MessageEvent<ToPreview>) => hear(data)
