import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Canvas } from '../../canvas/canvas'
import type { Picture } from '../../canvas/picture'
import { useLab } from '../lab'
import type { Box, OutlineState } from './outline-context'
import { outlineOrder } from './outline-order'

const EMPTY: ReadonlyMap<string, Box> = new Map()

/** Where the canvas draws each element, in the units of a frame that is moved and scaled with it. */
function measure(picture: Picture, canvas: Canvas, frame: HTMLElement): ReadonlyMap<string, Box> {
  const origin = frame.getBoundingClientRect()
  const zoom = Number(frame.style.getPropertyValue('--zoom')) || 1
  const boxes = outlineOrder(picture).flatMap(({ id }): [string, Box][] => {
    const rect = canvas.screenPositionOf(id)
    if (!rect) return []
    const box = { left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }
    return [[id, { left: box.left / zoom, top: box.top / zoom, width: box.width / zoom, height: box.height / zoom }]]
  })
  return new Map(boxes)
}

export function useOutline(
  picture: Picture,
  canvas: Canvas | undefined,
  frame: RefObject<HTMLElement | null>,
): OutlineState {
  const selection = useLab((state) => state.selection)
  const [focused, setActive] = useState<string>()
  const [boxes, setBoxes] = useState(EMPTY)
  const buttons = useRef(new Map<string, HTMLButtonElement>())
  const [request, setRequest] = useState<{ readonly element: string }>()

  useLayoutEffect(() => {
    const element = frame.current
    if (!canvas || !element) return
    const follow = () => setBoxes(measure(picture, canvas, element))
    follow()
    return canvas.watchLayout(follow)
  }, [picture, canvas, frame])

  const register = useCallback((element: string, button: HTMLButtonElement | null) => {
    if (button) buttons.current.set(element, button)
    else buttons.current.delete(element)
  }, [])
  const focus = useCallback((element: string | undefined) => {
    if (element === undefined) return
    setActive(element)
    setRequest({ element })
  }, [])
  // After the commit: what was moved has a new button then.
  useEffect(() => {
    if (request) buttons.current.get(request.element)?.focus({ preventScroll: true })
  }, [request])

  const known = (id: string | undefined) => (id !== undefined && boxes.has(id) ? id : undefined)
  const active = known(focused) ?? known(selection) ?? picture.nodes[0]?.pods[0]?.id ?? outlineOrder(picture)[0]?.id
  return { active, boxes, setActive, register, focus }
}
