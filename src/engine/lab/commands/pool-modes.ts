import { type EncapMode, withPoolSpec } from '../../calico/resources/ip-pool'
import { ok } from '../../result'
import type { LabDocument } from '../document'
import { editResource } from '../edit-document'
import { clusterOf } from '../read-cluster'
import { findPool } from './find'
import { type Outcome, refuse } from './outcome'
import { settleTunnels } from './tunnels'

const OTHER = { ipipMode: 'vxlanMode', vxlanMode: 'ipipMode' } as const

/** Calico refuses a pool with both encapsulations; one has to be Never first. */
export function setEncapMode(
  document: LabDocument,
  name: string,
  field: 'ipipMode' | 'vxlanMode',
  mode: EncapMode,
): Outcome {
  const pool = findPool(clusterOf(document), name)
  if (!pool.ok) return pool
  if (pool.value[field] === mode) return ok(document)
  const other = OTHER[field]
  const otherMode = pool.value[other]
  if (mode !== 'Never' && otherMode !== 'Never') {
    return refuse('both-encapsulations', { pool: name, field, mode, other, otherMode })
  }
  return settleTunnels(editResource(document, 'IPPool', name, (manifest) => withPoolSpec(manifest, { [field]: mode })))
}

export function setNatOutgoing(document: LabDocument, name: string, enabled: boolean): Outcome {
  const pool = findPool(clusterOf(document), name)
  if (!pool.ok) return pool
  if (pool.value.natOutgoing === enabled) return ok(document)
  return ok(editResource(document, 'IPPool', name, (manifest) => withPoolSpec(manifest, { natOutgoing: enabled })))
}
