import type { Command } from '../engine/lab/commands'
import { eraName } from '../words/era-text'
import { faultEdit } from '../words/fault-text'
import type { Said } from '../words/said'

/** What a command does, for the history: `edit.<kind>` with what it names. */
export function describeCommand(command: Command): Said {
  const key = `edit.${command.kind}`
  switch (command.kind) {
    case 'set-ipip-mode':
    case 'set-vxlan-mode':
      return { key, params: { mode: command.mode, pool: command.pool } }
    case 'set-nat-outgoing':
    case 'set-bgp-mesh':
      return { key: `${key}-${command.enabled ? 'on' : 'off'}` }
    case 'set-era':
      return { key, params: { release: eraName(command.era) } }
    case 'move-node':
      return { key, params: { node: command.node, subnet: command.subnet } }
    case 'move-pod':
      return { key, params: { pod: command.pod, node: command.node } }
    case 'add-node':
      return { key, params: { subnet: command.subnet } }
    case 'add-pod':
      return { key, params: { node: command.node } }
    case 'remove-subnet':
      return { key, params: { subnet: command.subnet } }
    case 'remove-node':
      return { key, params: { node: command.node } }
    case 'remove-pod':
      return { key, params: { pod: command.pod } }
    case 'place':
      return { key, params: { element: command.element.replace(/^[a-z]+:/, '') } }
    case 'apply-manifest':
      return { key, params: { resource: command.manifest.kind, name: command.manifest.metadata.name } }
    case 'patch-manifest':
    case 'delete-manifest':
      return { key, params: { resource: command.resource, name: command.name } }
    case 'remove-pool':
      return { key, params: { pool: command.pool } }
    case 'set-fault':
      return faultEdit(command.fault, command.on)
    case 'set-cloud':
      return { key, params: { cloud: { key: `fault.cloud.${command.cloud}` } } }
    case 'release-address':
      return { key, params: { address: command.address } }
    case 'add-subnet':
    case 'settle-tunnels':
      return { key }
  }
}
