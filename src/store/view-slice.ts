import type { StateCreator } from 'zustand/vanilla'
import type { LabStore } from './create-lab-store'
import type { Aim, Carry, LabState, Notice, PanelName, ViewState, YamlTarget } from './lab-state'

type Settable = Pick<
  LabState,
  | 'theme'
  | 'motion'
  | 'camera'
  | 'chosen'
  | 'hostTab'
  | 'dockTab'
  | 'poolName'
  | 'yamlDraft'
  | 'helpOpen'
  | 'worldsOpen'
  | 'worldsMs'
  | 'welcomed'
  | 'seenChange'
  | 'yamlTarget'
>

export interface ViewSlice
  extends Omit<
    ViewState,
    'probe' | 'speed' | 'following' | 'terminals' | 'terminalInFront' | 'files' | 'shells' | 'taps' | 'captureFilter'
  > {
  readonly chosen: LabState['chosen']
  readonly aim: Aim | undefined
  readonly carry: Carry | undefined
  readonly notice: Notice | undefined
  readonly announcement: LabState['announcement']
  readonly lastChange: LabState['lastChange']
  readonly seenChange: LabState['seenChange']
  readonly helpOpen: boolean
  readonly worldsOpen: boolean
  readonly worldsMs: number
  readonly yamlTarget: LabState['yamlTarget']
  select(element: string | undefined): void
  show(change: Partial<Settable>): void
  resizePanel(panel: PanelName, sizePx: number): void
  foldPanel(panel: PanelName, folded: boolean): void
  setCarry(carry: Carry | undefined): void
  /** Opens the YAML with the resource's line selected. */
  showInYaml(target: YamlTarget): void
  announce(said: LabState['announcement']): void
  notify(notice: Notice | undefined): void
}

export const createViewSlice: StateCreator<LabStore, [], [], ViewSlice> = (set, get) => ({
  selection: undefined,
  theme: 'system',
  motion: 'system',
  camera: 'free',
  hostTab: 'routes',
  dockTab: 'steps',
  poolName: undefined,
  panelSizes: { inspector: 400, dock: 250 },
  folded: { inspector: false, dock: false },
  yamlDraft: undefined,
  welcomed: false,
  chosen: [],
  aim: undefined,
  carry: undefined,
  notice: undefined,
  announcement: undefined,
  lastChange: undefined,
  seenChange: undefined,
  helpOpen: false,
  worldsOpen: false,
  worldsMs: 0,
  yamlTarget: undefined,

  select: (selection) => set({ selection, following: false }),
  show: (change) => set(change),
  resizePanel: (panel, sizePx) => set({ panelSizes: { ...get().panelSizes, [panel]: Math.round(sizePx) } }),
  foldPanel: (panel, folded) => {
    if (get().folded[panel] !== folded) set({ folded: { ...get().folded, [panel]: folded } })
  },
  setCarry: (carry) => set({ carry }),
  showInYaml: (yamlTarget) => {
    set({ yamlTarget, dockTab: 'yaml' })
    get().foldPanel('dock', false)
  },
  announce: (announcement) => set({ announcement }),
  notify: (notice) => set({ notice }),
})
