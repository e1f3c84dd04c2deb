import cytoscape, { type Core, type ElementDefinition, type NodeSingular, type StylesheetJson } from 'cytoscape'
import type { CanvasTheme } from './canvas'
import { patchDrawNode } from './draw-node-patch'
import type { Layout } from './geometry/layout'
import type { RouterShape, SubnetShape } from './geometry/placed'
import { centreOf, type Rect, unionOf } from './geometry/shapes'
import { MAX_ZOOM, MIN_ZOOM } from './geometry/viewport'

/**
 * The areas, cards and circles, as Cytoscape elements: a subnet is a compound node, its nodes are the children. What
 * is written on them is drawn on a layer above.
 */
export function createGraph(container: HTMLElement, theme: CanvasTheme): Core {
  patchDrawNode()
  const graph = cytoscape({
    container,
    style: stylesheetOf(theme),
    layout: { name: 'preset' },
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
    userPanningEnabled: false,
    userZoomingEnabled: false,
  })
  hideUnusedLayers(container)
  return graph
}

/** Cytoscape's canvases for a grabbed element and a selection box stay empty here, yet would be composed every frame. */
function hideUnusedLayers(container: HTMLElement): void {
  for (const canvas of container.querySelectorAll<HTMLElement>('[data-id^="layer0"], [data-id^="layer1"]')) {
    canvas.style.display = 'none'
  }
}

export function stylesheetOf(theme: CanvasTheme): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        'border-width': 1,
        'border-color': theme.line,
        'background-color': theme.panel,
        'overlay-opacity': 0,
      },
    },
    { selector: 'node[kind = "node"]', style: { shape: 'round-rectangle', 'corner-radius': '11px' } },
    { selector: 'node[kind = "router"]', style: { shape: 'ellipse' } },
    {
      selector: 'node[kind = "subnet"]',
      style: { shape: 'round-rectangle', 'corner-radius': '16px', 'background-color': theme.subnet, padding: '0px' },
    },
    {
      // A compound takes its children's box; the rest of the area is given as its minimum, split by the biases.
      selector: ':parent',
      style: {
        'min-width': 'data(width)',
        'min-height': 'data(height)',
        'min-width-bias-left': 'data(left)',
        'min-width-bias-right': 'data(right)',
        'min-height-bias-top': 'data(top)',
        'min-height-bias-bottom': 'data(bottom)',
      },
    },
  ] as StylesheetJson
}

/** How much of a subnet's area is on each side of its cards, in percent of all that is beside them. */
function biasesOf({ rect, nodes }: SubnetShape): Record<'left' | 'right' | 'top' | 'bottom', number> {
  const inner = unionOf(nodes.map((node) => node.rect)) ?? rect
  const left = inner.x - rect.x
  const right = rect.width - inner.width - left
  const top = inner.y - rect.y
  const bottom = rect.height - inner.height - top
  const percent = (part: number, other: number): number => (part + other > 0 ? (100 * part) / (part + other) : 50)
  return {
    left: percent(left, right),
    right: percent(right, left),
    top: percent(top, bottom),
    bottom: percent(bottom, top),
  }
}

const sizeOf = (rect: Rect): { width: number; height: number } => ({ width: rect.width, height: rect.height })

function subnetElement(subnet: SubnetShape): ElementDefinition {
  const { picture, rect } = subnet
  return {
    data: { id: picture.id, kind: 'subnet', ...sizeOf(rect), ...biasesOf(subnet) },
    position: centreOf(rect),
  }
}

/** Cytoscape keeps the position it is given and writes into it, so it gets one of its own: layouts are remembered. */
const routerElement = ({ picture, centre, rect }: RouterShape): ElementDefinition => ({
  data: { id: picture.id, kind: 'router', ...sizeOf(rect) },
  position: { ...centre },
})

function elementsOf(layout: Layout): ElementDefinition[] {
  const nodes = [...layout.nodes.values()].map(
    ({ picture, rect }): ElementDefinition => ({
      data: { id: picture.id, kind: 'node', parent: picture.subnet, ...sizeOf(rect) },
      position: centreOf(rect),
    }),
  )
  return [
    ...[...layout.subnets.values()].map(subnetElement),
    ...nodes,
    ...[...layout.routers.values()].map(routerElement),
  ]
}

/** Writes only what differs: each written field makes Cytoscape style the element again. */
function amend(element: NodeSingular, definition: ElementDefinition): void {
  const { parent, ...data } = definition.data as Record<string, string | number> & { parent?: string }
  for (const [key, value] of Object.entries(data)) {
    if (element.data(key) !== value) element.data(key, value)
  }
  if (parent !== undefined && element.data('parent') !== parent) element.move({ parent })
  const { position } = definition
  if (!position || element.isParent()) return
  const now = element.position()
  if (now.x !== position.x || now.y !== position.y) element.position({ ...position })
}

/** Makes the graph show `layout`, in one batch. */
export function showLayout(graph: Core, layout: Layout): void {
  const definitions = elementsOf(layout)
  const wanted = new Set(definitions.map(({ data }) => data.id))
  graph.batch(() => {
    // New parents first, then the moves into them; a parent that goes is empty by then, or its nodes would go with it.
    const isNew = ({ data }: ElementDefinition): boolean => graph.getElementById(data.id ?? '').empty()
    const added = definitions.filter(isNew)
    const fresh = new Set(added)
    const kept = definitions.filter((definition) => !fresh.has(definition))
    graph.add(added)
    for (const definition of kept) amend(graph.getElementById(definition.data.id ?? '') as NodeSingular, definition)
    graph
      .nodes()
      .filter((element) => !wanted.has(element.id()))
      .remove()
  })
}
