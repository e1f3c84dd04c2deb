import type { DropPreview, GhostPicture, SceneLabels } from '../../canvas/canvas'
import { selectPicture } from '../../store/derived'
import type { Carry } from '../../store/lab-state'
import { type MovePreview, previewMove } from '../../store/move'
import { say } from '../../words/i18n'
import type { Said } from '../../words/said'
import { actions } from '../lab'
import { differencesNow } from '../lazy-differences'
import { onFirstInput } from '../on-first-input'

const NOT_ALLOWED: Said = { key: 'canvas.notAllowed' }

function previewLabel(preview: MovePreview): Said {
  switch (preview.kind) {
    case 'stays':
      return { key: 'canvas.ghostStays', params: { address: preview.address } }
    case 'refused':
      return NOT_ALLOWED
    case 'moves':
      return withPairs(preview)
  }
}

/** The address, how many routes would change, and what would become of pairs of pods. */
function withPairs({ address, changedRoutes, after }: Extract<MovePreview, { readonly kind: 'moves' }>): Said {
  const routes = { key: 'count.route', params: { count: changedRoutes } }
  const said: Said = { key: 'canvas.ghostWithChanges', params: { address, routes } }
  const differences = differencesNow()
  const pairs = differences?.tollOf(differences.differenceOf(actions().document, after)).pairs
  if (!differences || !pairs) return said
  return differences.changedKinds(pairs).reduce<Said>((so, kind) => {
    const change = { key: `canvas.pairChange.${kind}` }
    return { key: 'canvas.ghostPairs', params: { said: so, count: pairs[kind], change } }
  }, said)
}

const previewHere = (element: string, target: string): MovePreview =>
  previewMove(actions().document, selectPicture(actions()), element, target)

/** What a drag's ghost says over a place; it is said aloud too. */
export function dropPreview(element: string, target: string | undefined): DropPreview {
  const preview = previewOver(element, target)
  actions().announce(preview.said)
  return preview
}

function previewOver(element: string, target: string | undefined): DropPreview & { readonly said: Said } {
  if (target === undefined) return { label: say(NOT_ALLOWED), said: NOT_ALLOWED, allowed: false }
  const preview = previewHere(element, target)
  const said = previewLabel(preview)
  const label = say(said)
  return preview.kind === 'refused'
    ? { label, said, allowed: false }
    : { label, said, allowed: true, address: preview.address }
}

export function ghostOf(carry: Carry): GhostPicture {
  const target = carry.targets[carry.target]
  return { element: carry.element, ...previewOver(carry.element, target), ...(target === undefined ? {} : { target }) }
}

/** The same for the ear. */
export function carryOutcome(element: string, target: string) {
  const preview = previewHere(element, target)
  if (preview.kind === 'stays') return { key: 'outline.carryHere' }
  if (preview.kind === 'refused') return { key: 'outline.carryRefused' }
  return { key: 'outline.carryMoves', params: { said: withPairs(preview) } }
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
