import { assertNever } from '../invariant'
import { ok } from '../result'
import type { Command } from './commands'
import { setBgpMesh } from './commands/bgp-mesh'
import { deleteManifest } from './commands/delete-manifest'
import { setEra } from './commands/era'
import { applyManifest, patchManifest } from './commands/manifests'
import { moveNode } from './commands/move-node'
import { addNode, removeNode } from './commands/nodes'
import type { Outcome } from './commands/outcome'
import { addPod, movePod, removePod } from './commands/pods'
import { setEncapMode, setNatOutgoing } from './commands/pool-modes'
import { releaseIpamAddress } from './commands/release-address'
import { removePool } from './commands/remove-pool'
import { setCloud } from './commands/set-cloud'
import { setFault } from './commands/set-fault'
import { addSubnet, removeSubnet } from './commands/subnets'
import { settleTunnels } from './commands/tunnels'
import type { LabDocument } from './document'
import { withPositions } from './positions'
import { readCluster } from './read-cluster'

/**
 * What `command` makes of `document`: with all that Calico does in consequence, and valid. A command that changes
 * nothing gives the same object; one that cannot be carried out says why.
 */
export function applyCommand(document: LabDocument, command: Command): Outcome {
  const outcome = carryOut(document, command)
  if (!outcome.ok || outcome.value === document) return outcome
  const read = readCluster(outcome.value)
  return read.ok ? outcome : read
}

function carryOut(document: LabDocument, command: Command): Outcome {
  switch (command.kind) {
    case 'set-ipip-mode':
      return setEncapMode(document, command.pool, 'ipipMode', command.mode)
    case 'set-vxlan-mode':
      return setEncapMode(document, command.pool, 'vxlanMode', command.mode)
    case 'set-nat-outgoing':
      return setNatOutgoing(document, command.pool, command.enabled)
    case 'set-bgp-mesh':
      return setBgpMesh(document, command.enabled)
    case 'set-era':
      return setEra(document, command.era)
    case 'move-node':
      return moveNode(document, command)
    case 'move-pod':
      return movePod(document, command)
    case 'add-subnet':
      return addSubnet(document, command)
    case 'add-node':
      return addNode(document, command)
    case 'add-pod':
      return addPod(document, command)
    case 'remove-subnet':
      return removeSubnet(document, command.subnet)
    case 'remove-node':
      return removeNode(document, command.node)
    case 'remove-pod':
      return removePod(document, command)
    case 'place':
      return ok(withPositions(document, [[command.element, command.position]]))
    case 'apply-manifest':
      return applyManifest(document, command.manifest)
    case 'patch-manifest':
      return patchManifest(document, command.resource, command.name, command.patch)
    case 'delete-manifest':
      return deleteManifest(document, command)
    case 'remove-pool':
      return removePool(document, command.pool)
    case 'set-fault':
      return setFault(document, command.fault, command.on)
    case 'set-cloud':
      return setCloud(document, command.cloud)
    case 'settle-tunnels':
      return settleTunnels(document)
    case 'release-address':
      return releaseIpamAddress(document, command.address)
    default:
      return assertNever(command)
  }
}
