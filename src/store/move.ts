import type { Picture } from '../canvas/picture'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command, Position } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { formatIpv4 } from '../engine/net/ipv4'
import { findElement } from './elements'

/** Where a node or pod is: the id of its subnet or node. */
export function parentOf(picture: Picture, id: string): string | undefined {
  const element = findElement(picture, id)
  if (element?.kind === 'node') return element.node.subnet
  return element?.kind === 'pod' ? element.node.id : undefined
}

/** Where a node or pod could be, where it is now first. */
export function moveTargets(picture: Picture, id: string): readonly string[] {
  const parent = parentOf(picture, id)
  if (parent === undefined) return []
  const all = id.startsWith('node:') ? picture.subnets : picture.nodes
  return [parent, ...all.map((each) => each.id).filter((each) => each !== parent)]
}

type Move = Extract<Command, { readonly kind: 'move-node' | 'move-pod' }>

/** The command that moves a node or pod under another parent; undefined for what cannot be moved so. */
export function moveCommand(picture: Picture, id: string, target: string, position?: Position): Move | undefined {
  const element = findElement(picture, id)
  const into = findElement(picture, target)
  if (element?.kind === 'node' && into?.kind === 'subnet')
    return {
      kind: 'move-node',
      node: element.node.name,
      subnet: into.subnet.name,
      ...(position ? { position } : {}),
    }
  if (element?.kind === 'pod' && into?.kind === 'node')
    return { kind: 'move-pod', pod: element.pod.name, namespace: element.pod.namespace, node: into.node.name }
  return undefined
}

export type MovePreview =
  | { readonly kind: 'stays'; readonly address: string }
  | { readonly kind: 'moves'; readonly address: string; readonly command: Command }
  | { readonly kind: 'refused' }

const addressIn = (picture: Picture, id: string): string => {
  const element = findElement(picture, id)
  if (element?.kind === 'node') return element.node.address
  return element?.kind === 'pod' ? element.pod.address : ''
}

/** Of a node or pod that has been moved. */
function addressAfter(document: LabDocument, move: Move): string {
  const { nodes, pods } = clusterOf(document)
  const address =
    move.kind === 'move-node'
      ? nodes.find(({ name }) => name === move.node)?.internalAddress
      : pods.find(({ name, namespace }) => name === move.pod && namespace === move.namespace)?.address
  return address === undefined ? '' : formatIpv4(address)
}

/** Whether a node or pod can be dropped there, and the address it would get. */
export function previewMove(document: LabDocument, picture: Picture, id: string, target: string): MovePreview {
  if (parentOf(picture, id) === target) return { kind: 'stays', address: addressIn(picture, id) }
  const command = moveCommand(picture, id, target)
  const result = command && applyCommand(document, command)
  if (!command || !result?.ok) return { kind: 'refused' }
  return { kind: 'moves', address: addressAfter(result.value, command), command }
}
