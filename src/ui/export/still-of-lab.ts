import { drawStill, type Still, stillSize } from '../../canvas/draw-still'
import { themeFrom } from '../../canvas/theme'
import { sceneAt } from '../../playback/scene-at'
import { selectPicture, selectTimeline } from '../../store/derived'
import { sceneLabels } from '../canvas-pane/drop-words'
import { labStore } from '../lab'
import { svgContext } from './svg-context'

/** No browser draws a canvas that is larger. */
const MAX_PIXELS = 8_000

/** The lab as it is, with its packets as they are at `playheadMs`. */
function stillAt(playheadMs: number): Still {
  const state = labStore.getState()
  const timeline = selectTimeline(state)
  return {
    picture: selectPicture(state),
    view: {},
    scene: timeline && sceneAt(timeline, playheadMs),
    labels: sceneLabels(),
  }
}

const theme = () => themeFrom(document.documentElement)

export function labSvg(): string {
  const still = stillAt(labStore.getState().playheadMs)
  const { width, height } = stillSize(still.picture)
  const { context, text } = svgContext(width, height, theme().ground)
  drawStill(context, still, theme())
  return text()
}

function canvasOf(scale: number, playheadMs: number, canvas = document.createElement('canvas')) {
  const still = stillAt(playheadMs)
  const { width, height } = stillSize(still.picture)
  const fitting = Math.min(scale, MAX_PIXELS / width, MAX_PIXELS / height)
  canvas.width = Math.round(width * fitting)
  canvas.height = Math.round(height * fitting)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws no 2D canvas')
  context.scale(fitting, fitting)
  drawStill(context, still, theme())
  return { canvas, context }
}

export function labPng(): Promise<Blob | null> {
  const { canvas } = canvasOf(2, labStore.getState().playheadMs)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** The lab's pixels at one moment of the ping. */
export function labPixels(playheadMs: number, maxWidth: number): ImageData {
  const { width } = stillSize(selectPicture(labStore.getState()))
  const { canvas, context } = canvasOf(Math.min(1, maxWidth / width), playheadMs)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
