import type { CanvasCallbacks, SceneLabels } from '../../src/canvas/canvas'
import { createCanvas } from '../../src/canvas/create-canvas'
import { layoutOf } from '../../src/canvas/geometry/layout'
import { evenMargin, fitting } from '../../src/canvas/geometry/viewport'
import { type FrameTimes, measures } from './measure'
import { createPlainSubject } from './plain-subject'
import { createPodpathSubject } from './podpath-subject'
import { REFERENCE_PICTURE } from './reference-picture'
import { REFERENCE_SCENES } from './reference-scenes'
import type { Subject } from './subject'
import { syntheticPicture } from './synthetic'

/** `?scene=wire&theme=dark&selected=node:k8s-w1`: one still of the reference lab, to look at. */
function showReference(element: HTMLElement, query: URLSearchParams): void {
  const log = (...said: unknown[]): void => console.info(JSON.stringify(said))
  const callbacks: CanvasCallbacks = {
    onSelect: (id) => log('select', id),
    onPodClick: (id) => log('pod', id),
    onDragOver: (id, target) => {
      log('over', id, target)
      return { label: target ? `192.168.20.101 in ${target}` : 'not here', allowed: target !== undefined }
    },
    onDropNode: (...drop) => log('drop-node', ...drop),
    onMoveWithin: (...move) => log('move', ...move),
    onDropPod: (...drop) => log('drop-pod', ...drop),
    onContextMenu: (...menu) => log('menu', ...menu),
  }
  const canvas = createCanvas(element, callbacks)
  const selected = query.get('selected')
  const pingFrom = query.get('pingFrom')
  canvas.update(REFERENCE_PICTURE, { ...(selected && { selected }), ...(pingFrom && { pingFrom }) })
  const scene = REFERENCE_SCENES[query.get('scene') ?? '']
  if (scene) canvas.play(scene, LABELS)
}

const LABELS: SceneLabels = {
  reasonLabel: () => 'no route',
  looks: { direct: 'direct', ipip: 'ipip', vxlan: 'vxlan', local: 'local', lost: 'lost' },
}

/** What `run.mjs` calls, on a page of `?nodes=100&pods=1000&draw=plain`. */
interface Bench {
  firstPaint: () => Promise<number>
  run: (measure: 'panFit' | 'packets' | 'manyPackets' | 'packetsWhilePanning' | 'record') => Promise<FrameTimes>
  panNear: () => Promise<FrameTimes>
  drop: () => Promise<number>
  dragFromTo: () => ReturnType<Subject['dragFromTo']>
  fit: () => void
}

declare global {
  interface Window {
    bench?: Bench
  }
}

function createBench(element: HTMLElement, query: URLSearchParams): Bench {
  const picture = syntheticPicture(Number(query.get('nodes')), Number(query.get('pods')))
  const create = query.get('draw') === 'plain' ? createPlainSubject : createPodpathSubject
  let subject: Subject | undefined
  const made = (): Subject => {
    if (!subject) throw new Error('firstPaint comes first')
    return subject
  }
  return {
    firstPaint: async () => {
      const painted = await measures.firstPaint(() => create(element, picture))
      subject = painted.subject
      return painted.ms
    },
    run: (measure) => measures[measure](made()),
    panNear: () => {
      const { bounds } = layoutOf(picture)
      return measures.panNear(
        made(),
        1 / fitting(bounds, element.clientWidth, element.clientHeight, evenMargin(34), 1).zoom,
      )
    },
    drop: () => measures.drop(made()),
    dragFromTo: () => made().dragFromTo(),
    fit: () => made().fit(),
  }
}

const query = new URLSearchParams(location.search)
document.documentElement.classList.toggle('dark', query.get('theme') === 'dark')
const element = document.getElementById('canvas')
if (element && query.has('nodes')) {
  window.bench = createBench(element, query)
  if (query.has('show')) await window.bench.firstPaint()
} else if (element) {
  showReference(element, query)
}
