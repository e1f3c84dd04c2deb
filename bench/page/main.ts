import type { CanvasCallbacks, SceneLabels } from '../../src/canvas/canvas'
import { createCanvas } from '../../src/canvas/create-canvas'
import { REFERENCE_PICTURE } from './reference-picture'
import { REFERENCE_SCENES } from './reference-scenes'

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

const query = new URLSearchParams(location.search)
document.documentElement.classList.toggle('dark', query.get('theme') === 'dark')
const element = document.getElementById('canvas')
if (element) showReference(element, query)
