import { type RefObject, useEffect, useState } from 'react'
import type { Canvas, CanvasCallbacks, CanvasView } from '../../canvas/canvas'
import { createCanvas, loadOverlay } from '../../canvas/create-canvas'
import { themeFrom } from '../../canvas/theme'
import type { LabStore } from '../../store/create-lab-store'
import { selectPicture } from '../../store/derived'
import { elementOfHost } from '../../store/elements'
import { moveCommand } from '../../store/move'
import { labStore } from '../lab'
import { onFirstInput } from '../on-first-input'
import { dropPreview, ghostOf, sceneLabels } from './drop-words'
import { chooseElements, clickElement } from './element-actions'

onFirstInput(loadOverlay)

type MenuOpener = CanvasCallbacks['onContextMenu']
type ViewListener = NonNullable<CanvasCallbacks['onView']>

function move(element: string, target: string, position?: Parameters<CanvasCallbacks['onDropNode']>[2]): void {
  const command = moveCommand(selectPicture(labStore.getState()), element, target, position)
  if (command && labStore.getState().run(command)) labStore.getState().select(element)
}

const callbacks = (onContextMenu: MenuOpener, onView: ViewListener): CanvasCallbacks => ({
  onSelect: clickElement,
  onPodClick: clickElement,
  onDragOver: dropPreview,
  onDropNode: move,
  onDropPod: move,
  onMoveWithin: (element, position) => labStore.getState().run({ kind: 'place', element, position }),
  onContextMenu,
  onView,
  onFlowClick: (number) => {
    const flow = labStore.getState().flows.find((each) => each.number === number)
    if (flow) labStore.getState().focusFlow(flow)
  },
  onChoose: chooseElements,
  onLeave: () => labStore.getState().show({ camera: 'free' }),
})

function viewOf({ selection, chosen, aim, carry, probe, camera, ...state }: LabStore, redraw: () => void): CanvasView {
  const picture = selectPicture(state)
  return {
    ...(selection === undefined ? {} : { selected: selection }),
    ...(chosen.length > 0 ? { chosen } : {}),
    ...(aim ? { pingFrom: elementOfHost(picture, aim.from) } : {}),
    ...(probe ? { highlighted: [probe.from, probe.to].map((host) => elementOfHost(picture, host)) } : {}),
    ...(carry ? { ghost: ghostOf(carry, redraw) } : {}),
    ...(camera === 'follow' && probe ? { follow: state.still() ? 'at-once' : 'gliding' } : {}),
  }
}

const DRAWN_FROM = [
  'document',
  'selection',
  'chosen',
  'aim',
  'carry',
  'probe',
  'camera',
] as const satisfies readonly (keyof LabStore)[]

const PLAYED_FROM = ['document', 'probe', 'flows', 'sent', 'playheadMs'] as const satisfies readonly (keyof LabStore)[]

type SceneOf = typeof import('../../store/flow-scene').selectScene

/** Nothing moves before the first ping. */
let sceneOf: SceneOf | undefined
const loadScene = async () => {
  sceneOf = (await import('../../store/flow-scene')).selectScene
}
onFirstInput(loadScene)

/** Joins the canvas to the store: what changes there is drawn here, what is done here is said there. */
export function useCanvas(
  stage: RefObject<HTMLElement | null>,
  onContextMenu: MenuOpener,
  onView: ViewListener,
): Canvas | undefined {
  const [canvas, setCanvas] = useState<Canvas>()
  useEffect(() => {
    if (!stage.current) return
    const made = createCanvas(stage.current, callbacks(onContextMenu, onView))
    const draw = (state: LabStore) => made.update(selectPicture(state), viewOf(state, redraw))
    const redraw = () => draw(labStore.getState())
    const play = (state: LabStore) => {
      if (sceneOf) made.play(sceneOf(state), sceneLabels())
      else if (state.probe) void loadScene().then(() => play(labStore.getState()))
    }
    redraw()
    play(labStore.getState())
    const unsubscribe = labStore.subscribe((state, before) => {
      if (DRAWN_FROM.some((key) => state[key] !== before[key])) draw(state)
      // Where another lab stands, nobody has looked yet.
      if (state.labId !== before.labId) made.fit()
      if (PLAYED_FROM.some((key) => state[key] !== before[key])) play(state)
    })
    const themes = new MutationObserver(() => made.setTheme(themeFrom(document.documentElement)))
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    setCanvas(made)
    return () => {
      unsubscribe()
      themes.disconnect()
      made.destroy()
      setCanvas(undefined)
    }
  }, [stage, onContextMenu, onView])
  return canvas
}
