import { assertNever } from '../engine/invariant'
import type { ByHand } from '../exporting/change-commands'
import type { Said } from './said'

export function byHandText(what: ByHand): Said {
  switch (what.kind) {
    case 'underlay':
      return { key: 'byHand.underlay', params: { fields: what.fields.join(', ') } }
    case 'machine-address':
      return { key: 'byHand.machine-address', params: { node: what.node, address: what.address } }
    case 'release':
      return { key: 'byHand.release', params: { version: what.version } }
    default:
      return assertNever(what)
  }
}
