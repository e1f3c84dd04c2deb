import type { Position } from '../engine/lab/commands'
import type { DropReason } from '../engine/trace/trace'
import type { Scene, Trail } from '../playback/scene'
import type { Picture } from './picture'

/** A place on the screen in CSS pixels from the top left of the browser's viewport, as `clientX` and `clientY` are. */
export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

export interface ScreenRect extends ScreenPoint {
  readonly width: number
  readonly height: number
}

/** A node or pod that is being moved by keyboard; drawn as one that hangs on the pointer is. */
export interface GhostPicture {
  /** What is moved: a node's or a pod's id. */
  readonly element: string
  /** Where it would land: a subnet's id for a node, a node's id for a pod. */
  readonly target?: string
  /** What the ghost says, such as the address it would get. */
  readonly label: string
  /** The address it would get, for its card. */
  readonly address?: string
  readonly allowed: boolean
}

/** What the screen singles out of the picture at the moment. */
export interface CanvasView {
  readonly selected?: string
  /** A pod chosen as the source of a ping whose destination is still to be chosen. */
  readonly pingFrom?: string
  readonly highlighted?: readonly string[]
  /** Pods picked out together. */
  readonly chosen?: readonly string[]
  readonly ghost?: GhostPicture
  /** The view goes with the packet: gliding, or at once. */
  readonly follow?: 'gliding' | 'at-once'
}

/** Words for what a scene holds; the canvas has none of its own. */
export interface SceneLabels {
  /** A few words that stand beside the break: `no route`. */
  readonly reasonLabel: (reason: DropReason) => string
  /** What a trail is called, so that its colour is not alone in saying it. */
  readonly looks: Readonly<Record<Trail['look'], string>>
}

export interface DropPreview {
  readonly label: string
  /** The address it would get, for its card. */
  readonly address?: string
  readonly allowed: boolean
}

export interface CanvasCallbacks {
  /** A subnet, node or router was clicked; undefined: the ground was. */
  readonly onSelect: (element: string | undefined, beside?: boolean) => void
  /** A pod was clicked; it is for the caller to select it or to ping. `beside`: with Shift held. */
  readonly onPodClick: (pod: string, beside?: boolean) => void
  /**
   * Asked when a drag starts and whenever what is under it changes: a subnet for a node, a node for a pod, nothing
   * where it cannot be dropped. Says what the ghost is to say; `later` says it anew, as long as it is still there.
   */
  readonly onDragOver: (
    element: string,
    target: string | undefined,
    later: (preview: () => DropPreview) => void,
  ) => DropPreview
  readonly onDropNode: (node: string, subnet: string, position: Position) => void
  /** A node was moved inside its subnet, or a router anywhere. */
  readonly onMoveWithin: (element: string, position: Position) => void
  readonly onDropPod: (pod: string, node: string) => void
  /** Right click, the menu key, or a long touch. */
  readonly onContextMenu: (element: string | undefined, at: ScreenPoint) => void
  /** Clicked with Ctrl or Cmd held, or drawn a box around: to be picked out beside what is. */
  readonly onChoose?: (elements: readonly string[]) => void
  /** The packet of one of several pings was clicked. */
  readonly onFlowClick?: (number: number) => void
  readonly onView?: (zoom: number, pan: Position) => void
  /** The view was moved by hand while it followed a packet. */
  readonly onLeave?: () => void
}

export interface Canvas {
  readonly update: (picture: Picture, view: CanvasView) => void
  /** Draws the packets of one instant; called for every frame while they move, and with undefined to clear them. */
  readonly play: (scene: Scene | undefined, labels?: SceneLabels) => void
  /** Brings the whole picture into view. */
  readonly fit: () => void
  /** About the middle of the canvas. */
  readonly zoomBy: (factor: number) => void
  /** In CSS pixels. */
  readonly panBy: (dx: number, dy: number) => void
  readonly setTheme: (theme: CanvasTheme) => void
  readonly screenPositionOf: (element: string) => ScreenRect | undefined
  /** Calls `listener` when the same picture is laid out anew, for a canvas of another shape. Returns what ends that. */
  readonly watchLayout: (listener: () => void) => () => void
  readonly destroy: () => void
}

/** CSS colours and font families; `themeFrom` reads them from the custom properties named beside them. */
export interface CanvasTheme {
  /** `--bg` */
  readonly ground: string
  /** `--raised`: cards stand out from their subnet in either theme. */
  readonly panel: string
  /** `--line` */
  readonly line: string
  /** `--ink` */
  readonly ink: string
  /** `--dim` */
  readonly dim: string
  /** `--faint`: lines only, it is too pale to read. */
  readonly faint: string
  /** `--sel` */
  readonly selection: string
  /** `--subnet` */
  readonly subnet: string
  /** `--direct` */
  readonly direct: string
  /** `--ipip` */
  readonly ipip: string
  /** `--vxlan` */
  readonly vxlan: string
  /** `--lost` */
  readonly lost: string
  /** `--local` */
  readonly local: string
  /** `--sans` */
  readonly sans: string
  /** `--mono` */
  readonly mono: string
}
