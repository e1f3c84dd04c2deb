import type { DropPreview, GhostPicture, SceneLabels } from '../../canvas/canvas'
import { selectPicture } from '../../store/derived'
import type { Carry } from '../../store/lab-state'
import { type MovePreview, previewMove } from '../../store/move'
import { say } from '../../words/i18n'
import type { Said } from '../../words/said'
import { actions } from '../lab'
import { loadTolls, tollsNow } from '../lazy-differences'
import { onFirstInput } from '../on-first-input'

const NOT_ALLOWED: Said = { key: 'canvas.notAllowed' }

function previewLabel(preview: MovePreview, hear: () => void): Said {
  switch (preview.kind) {
    case 'stays':
      return { key: 'canvas.ghostStays', params: { address: preview.address } }
    case 'refused':
      return NOT_ALLOWED
    case 'moves':
      return withToll(preview, hear)
  }
}

/**
 * The address, how many routes would change, and what would become of pairs of pods.
 * @param hear called when more can be said: counting takes longer than a frame in a large lab
 */
function withToll({ address, command }: Extract<MovePreview, { readonly kind: 'moves' }>, hear: () => void): Said {
  const tolls = tollsNow()
  if (!tolls) void loadTolls().then(hear)
  const toll = tolls?.tollOrLater(actions().document, 'ghost', [command], hear)
  if (!tolls || !toll) return { key: 'canvas.ghostStays', params: { address } }
  const routes = { key: 'count.route', params: { count: toll.routes } }
  const said: Said = { key: 'canvas.ghostWithChanges', params: { address, routes } }
  const { pairs } = toll
  if (!pairs) return said
  return tolls.changedKinds(pairs).reduce<Said>((so, kind) => {
    const change = { key: `canvas.pairChange.${kind}` }
    return { key: 'canvas.ghostPairs', params: { said: so, count: pairs[kind], change } }
  }, said)
}

const previewHere = (element: string, target: string): MovePreview =>
  previewMove(actions().document, selectPicture(actions()), element, target)

/**
 * What a drag's ghost says over a place; it is said aloud too.
 * @param later called when it would say more
 */
export function dropPreview(
  element: string,
  target: string | undefined,
  later: (preview: () => DropPreview) => void,
): DropPreview {
  const preview = previewOver(element, target, () => later(() => dropPreview(element, target, later)))
  actions().announce(preview.said)
  return preview
}

function previewOver(
  element: string,
  target: string | undefined,
  hear: () => void,
): DropPreview & { readonly said: Said } {
  if (target === undefined) return { label: say(NOT_ALLOWED), said: NOT_ALLOWED, allowed: false }
  const preview = previewHere(element, target)
  const said = previewLabel(preview, hear)
  const label = say(said)
  return preview.kind === 'refused'
    ? { label, said, allowed: false }
    : { label, said, allowed: true, address: preview.address }
}

/** @param hear called when the ghost would say more */
export function ghostOf(carry: Carry, hear: () => void): GhostPicture {
  const target = carry.targets[carry.target]
  return {
    element: carry.element,
    ...previewOver(carry.element, target, hear),
    ...(target === undefined ? {} : { target }),
  }
}

/** The same for the ear. */
export function carryOutcome(element: string, target: string, hear: () => void) {
  const preview = previewHere(element, target)
  if (preview.kind === 'stays') return { key: 'outline.carryHere' }
  if (preview.kind === 'refused') return { key: 'outline.carryRefused' }
  return { key: 'outline.carryMoves', params: { said: withToll(preview, hear) } }
}

type ReasonLabel = SceneLabels['reasonLabel']

/** Nothing is lost before somebody has sent something; the words are here long before it breaks. */
let labelOf: ReasonLabel = () => ''
onFirstInput(async () => {
  labelOf = (await import('./reason-label')).reasonLabel
})

export const sceneLabels = (): SceneLabels => ({
  reasonLabel: (reason) => labelOf(reason),
  looks: {
    direct: say({ key: 'canvas.looks.direct' }),
    ipip: say({ key: 'canvas.looks.ipip' }),
    vxlan: say({ key: 'canvas.looks.vxlan' }),
    local: say({ key: 'canvas.looks.local' }),
    lost: say({ key: 'canvas.looks.lost' }),
  },
})
