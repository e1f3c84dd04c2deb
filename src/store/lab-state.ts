import type { EncapMode } from '../engine/calico/resources/ip-pool'
import type { LabDocument } from '../engine/lab/document'
import type { NamespaceName } from '../engine/linux/namespace'
import type { ResourceRef } from '../engine/resource-ref'
import type { TraceMemory } from '../engine/trace/memory'
import type { Probe, Trace } from '../engine/trace/trace'
import type { CaptureFile } from '../engine/wire/capture-file'
import type { Tap } from '../terminal/capture/tap'
import type { HostName, SentPacket, Session } from '../terminal/command'
import type { Said } from '../words/said'
import type { TerminalEntry } from './terminal-entry'

/** What a ping is asked to do; where its target is now, is looked up in the fabric of the day. */
export interface ProbeQuestion extends Partial<Pick<Probe, 'payloadBytes' | 'ttl' | 'pathMtuDiscovery'>> {
  readonly from: NamespaceName
  /** A host, or an address that need not be anybody's. */
  readonly to: NamespaceName
}

/** One of several pings in flight. */
export interface Flow {
  readonly probe: ProbeQuestion
  /** Counts from 1 and stays its own. */
  readonly number: number
  /** Where on the clock it stands still, while the others go on. */
  readonly heldAtMs?: number
}

/** A ping as it was really sent, by a network that had learned things before; it stands until the lab changes. */
export interface SentProbe {
  readonly document: LabDocument
  readonly probe: ProbeQuestion
  readonly trace: Trace
}

/** A packet of the log; what was sent while the captures were paused is in it all the same, for the terminals. */
export interface LoggedPacket extends SentPacket {
  readonly uncaptured?: true
}

/** A capture file from outside, and what it is called. */
export interface OpenedCapture {
  readonly name: string
  readonly file: CaptureFile
}

/** The frame that was chosen in the list: of a ping at a tap, or of the file. */
export type CaptureChoice =
  | {
      readonly kind: 'sent'
      readonly startUs: number
      readonly trace: Trace
      readonly step: number
      readonly tap: string
    }
  | { readonly kind: 'read'; readonly frame: number }

export type Theme = 'system' | 'light' | 'dark'
/** `still`: no animation, whatever the system says. */
export type Motion = 'system' | 'still'
export const HOST_TABS = ['routes', 'ip-route', 'route-n', 'devices', 'addresses', 'edit'] as const
export type HostTab = (typeof HOST_TABS)[number]
export const DOCK_TABS = [
  'steps',
  'timeline',
  'captures',
  'matrix',
  'changes',
  'doctor',
  'drift',
  'yaml',
  'terminal',
] as const
export type DockTab = (typeof DOCK_TABS)[number]
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const
export type Speed = (typeof SPEEDS)[number]
export type PanelName = 'inspector' | 'dock'

/** Text in the YAML editor that is not the lab's yet. */
export interface YamlDraft {
  readonly text: string
  /** What the editor showed when the typing began. */
  readonly startedFrom: string
}

/** A resource, or a field of it, that the YAML editor is to show; each new object is a new wish. */
export interface YamlTarget {
  readonly resource: ResourceRef
  readonly path: readonly (string | number)[]
}

/** A node or pod picked up with the keyboard. */
export interface Carry {
  readonly element: string
  /** Element ids of the parents it could go to, the one it is in first. */
  readonly targets: readonly string[]
  readonly target: number
}

/** The first half of "click a pod, then a host". */
export interface Aim {
  readonly from: NamespaceName
}

export interface NoticeLine {
  readonly text: Said
  readonly hint?: Said
  /** Line and column of the file it is about. */
  readonly place?: Said
}

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'warning' | 'error'
  readonly lines: readonly NoticeLine[]
  /** What can be done about it at once. */
  readonly offer?: 'other-tab'
}

/** The last thing done that could change routes, and the lab that they are compared with. */
export interface LastChange {
  readonly before: LabDocument
  readonly edit: Said
}

/** The lab's whole state: data only. */
export interface LabState {
  document: LabDocument
  /** The text the document was last read from; the YAML shown is this, reconciled with the document. */
  baseSource: string
  /** What was done to get here, for the history's labels. */
  edit: Said
  /** Which of the labs kept in this browser it is; one that is opened is another. */
  labId: string
  /** As its owner calls it; undefined: as its Underlay is called. */
  labName: string | undefined

  probe: ProbeQuestion | undefined
  /** All pings in flight, `probe` among them, if there are several. */
  flows: readonly Flow[]
  selection: string | undefined
  /** Pods that were picked out together, by element id, in that order: a mesh of pings goes among them. */
  chosen: readonly string[]
  /** The inspector goes where the packet is, until something else is selected. */
  following: boolean
  theme: Theme
  motion: Motion
  /** The canvas goes with the packet. */
  camera: 'free' | 'follow'
  speed: Speed
  hostTab: HostTab
  dockTab: DockTab
  poolName: string | undefined
  panelSizes: Readonly<Record<PanelName, number>>
  folded: Readonly<Record<PanelName, boolean>>
  yamlDraft: YamlDraft | undefined
  welcomed: boolean
  /** Hosts whose terminals are open, in the order of their tabs. */
  terminals: readonly HostName[]
  terminalInFront: HostName | undefined
  /** What was written to files, and what each shell remembers. */
  files: NonNullable<Session['files']>
  shells: NonNullable<Session['shells']>
  /** Where captures listen, and their one filter. */
  taps: readonly Tap[]
  captureFilter: string

  playheadMs: number
  playing: boolean
  aim: Aim | undefined
  carry: Carry | undefined
  notice: Notice | undefined
  /** Said to screen readers. */
  announcement: Said | undefined
  /** Undo included; where things stand on the canvas is not one. */
  lastChange: LastChange | undefined
  /** The last change that was looked at in its tab. */
  seenChange: LastChange | undefined
  helpOpen: boolean
  /** The canvas shows the packet in all three modes. */
  worldsOpen: boolean
  /** How long the longest of their pings takes, while they are shown. */
  worldsMs: number
  yamlTarget: YamlTarget | undefined
  terminalEntries: readonly TerminalEntry[]
  /** What the network learned from what was sent in terminals, and their clock. */
  memory: TraceMemory | undefined
  sent: SentProbe | undefined
  /** Every packet that was sent on the canvas or in a terminal, in order of time. */
  sentLog: readonly LoggedPacket[]
  capturePaused: boolean
  captureFile: OpenedCapture | undefined
  captureChoice: CaptureChoice | undefined
}

type Home = 'document' | 'view' | 'moment'

/**
 * Where every key lives. Document: undone, saved, exported. View: saved in this browser, not undone. Moment: kept
 * nowhere. A new key does not compile until it is placed.
 */
export const STATE_HOMES = {
  document: 'document',
  baseSource: 'document',
  edit: 'document',
  labId: 'document',
  labName: 'document',
  probe: 'view',
  flows: 'moment',
  selection: 'view',
  chosen: 'moment',
  following: 'view',
  theme: 'view',
  motion: 'view',
  camera: 'view',
  speed: 'view',
  hostTab: 'view',
  dockTab: 'view',
  poolName: 'view',
  panelSizes: 'view',
  folded: 'view',
  yamlDraft: 'view',
  welcomed: 'view',
  terminals: 'view',
  terminalInFront: 'view',
  files: 'view',
  shells: 'view',
  taps: 'view',
  captureFilter: 'view',
  playheadMs: 'moment',
  playing: 'moment',
  aim: 'moment',
  carry: 'moment',
  notice: 'moment',
  announcement: 'moment',
  lastChange: 'moment',
  seenChange: 'moment',
  helpOpen: 'moment',
  worldsOpen: 'moment',
  worldsMs: 'moment',
  yamlTarget: 'moment',
  terminalEntries: 'moment',
  memory: 'moment',
  sent: 'moment',
  sentLog: 'moment',
  capturePaused: 'moment',
  captureFile: 'moment',
  captureChoice: 'moment',
} as const satisfies Record<keyof LabState, Home>

type KeysAt<H extends Home> = {
  [K in keyof LabState]: (typeof STATE_HOMES)[K] extends H ? K : never
}[keyof LabState]

export type DocumentState = Pick<LabState, KeysAt<'document'>>
export type ViewState = Pick<LabState, KeysAt<'view'>>

function pick<H extends 'document' | 'view'>(state: LabState, home: H): Pick<LabState, KeysAt<H>> {
  const entries = Object.entries(state).filter(([key]) => STATE_HOMES[key as keyof LabState] === home)
  return Object.fromEntries(entries) as Pick<LabState, KeysAt<H>>
}

export const documentState = (state: LabState): DocumentState => pick(state, 'document')
export const viewState = (state: LabState): ViewState => pick(state, 'view')

/** The three modes, in the order the menus show them. */
export const ENCAP_MODES: readonly EncapMode[] = ['Never', 'CrossSubnet', 'Always']
