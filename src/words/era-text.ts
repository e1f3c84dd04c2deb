import type { Era } from '../engine/calico/resources/cluster-information'
import type { era as catalogue } from './en/era'
import type { Said } from './said'

/** A key of the catalogue cannot have a dot in it. */
const KEYS: Readonly<Record<Era, keyof (typeof catalogue)['era']['names']>> = {
  classic: 'classic',
  'v3.31': 'v331',
  'v3.32': 'v332',
  current: 'current',
}

/** A generation of Calico as a sentence names it, as a button does, and what is new in it. */
export const eraName = (era: Era): Said => ({ key: `era.names.${KEYS[era]}` })
export const eraShortName = (era: Era): Said => ({ key: `era.short.${KEYS[era]}` })
export const eraChanges = (era: Era): Said => ({ key: `era.changes.${KEYS[era]}` })
