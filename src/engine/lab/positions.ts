/** Where things are on the canvas: JSON in an annotation of the Underlay, by element id. */
import { withField } from '../calico/resources/edit-manifest'
import { isJsonObject, type Json, type Manifest, valueAt } from '../manifest'
import type { Position } from './commands'
import type { LabDocument } from './document'
import { editManifests } from './edit-document'

const PATH = ['metadata', 'annotations', 'podpath.dev/positions'] as const

const NOWHERE: ReadonlyMap<string, Position> = new Map()

const positionsIn = new WeakMap<Manifest, ReadonlyMap<string, Position>>()

/** An annotation that is not what the lab writes places nothing. */
export function positionsOf(document: LabDocument): ReadonlyMap<string, Position> {
  const underlay = document.manifests.find(({ kind }) => kind === 'Underlay')
  if (!underlay) return NOWHERE
  const known = positionsIn.get(underlay)
  if (known) return known
  const positions = parsePositions(valueAt(underlay, PATH))
  positionsIn.set(underlay, positions)
  return positions
}

function parsePositions(text: Json | undefined): ReadonlyMap<string, Position> {
  if (typeof text !== 'string') return NOWHERE
  const parsed = parseJson(text)
  if (!isJsonObject(parsed)) return NOWHERE
  return new Map(
    Object.entries(parsed).flatMap(([element, place]): [string, Position][] => {
      if (!isJsonObject(place)) return []
      const { x, y } = place
      return Number.isFinite(x) && Number.isFinite(y) ? [[element, { x: Number(x), y: Number(y) }]] : []
    }),
  )
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** With these elements placed; those whose position is undefined are left to the canvas. */
export function withPositions(
  document: LabDocument,
  changes: readonly (readonly [element: string, position: Position | undefined])[],
): LabDocument {
  const before = positionsOf(document)
  const positions = new Map(before)
  for (const [element, position] of changes) {
    if (position) positions.set(element, { x: position.x, y: position.y })
    else positions.delete(element)
  }
  const text = textOf(positions)
  if (text === textOf(before)) return document
  return editManifests(document, (manifest) =>
    manifest.kind === 'Underlay' ? withField(manifest, PATH, positions.size > 0 ? text : undefined) : manifest,
  )
}

const textOf = (positions: ReadonlyMap<string, Position>): string =>
  JSON.stringify(Object.fromEntries([...positions].sort(([a], [b]) => (a < b ? -1 : 1))))
