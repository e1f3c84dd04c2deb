import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore } from '../store/create-lab-store'
import { shownStoreOf } from './shown-store'

/** What waits for the next frame. */
let frames: (() => void)[] = []

/** The browser draws, and what was put off until after it is done. */
function draw(): void {
  for (const frame of frames.splice(0)) frame()
  vi.runAllTimers()
}

beforeEach(() => {
  frames = []
  vi.useFakeTimers()
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open() {
  const lab = createLabStore(reference)
  const shown = shownStoreOf(lab)
  const setMode = (mode: 'Always' | 'Never') =>
    lab.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode })
  return { lab, shown, setMode }
}

it('what changes beside the lab is shown at once', () => {
  const { lab, shown } = open()
  lab.getState().show({ dockTab: 'yaml' })
  expect(shown.getState()).toBe(lab.getState())
})

it('a change of the lab is shown when the frame after it has been drawn', () => {
  const { lab, shown, setMode } = open()
  const before = shown.getState()
  setMode('Always')
  expect(shown.getState()).toBe(before)
  draw()
  expect(shown.getState()).toBe(lab.getState())
})

it('what else changes until then waits with it: the state that is shown is always one that was', () => {
  const { lab, shown, setMode } = open()
  const before = shown.getState()
  setMode('Always')
  lab.getState().show({ dockTab: 'yaml' })
  setMode('Never')
  expect(shown.getState()).toBe(before)
  expect(frames).toHaveLength(1)
  draw()
  expect(shown.getState()).toBe(lab.getState())
  lab.getState().show({ dockTab: 'steps' })
  expect(shown.getState()).toBe(lab.getState())
})

it('a tab in the background draws no frames, and does not wait for one', () => {
  vi.stubGlobal('document', { hidden: true })
  const { lab, shown, setMode } = open()
  setMode('Always')
  expect(frames).toEqual([])
  vi.runAllTimers()
  expect(shown.getState()).toBe(lab.getState())
})
