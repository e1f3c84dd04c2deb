import { withField } from '../../engine/calico/resources/edit-manifest'
import { readNode, withNodeAddress } from '../../engine/calico/resources/node'
import type { Issue } from '../../engine/issue'
import { applyCommand } from '../../engine/lab/apply-command'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import { type Json, jsonEquals, type Manifest, valueAt } from '../../engine/manifest'
import { parseInterfaceAddress } from '../../engine/net/prefix'
import type { FormSection } from './form-sections'

type Path = readonly (string | number)[]

/** What sets the field at `path` of a section's resource, as one edit; undefined takes it out. */
export function editField(section: FormSection, path: Path, value: Json | undefined): readonly Command[] {
  const { manifest } = section
  if (jsonEquals(valueAt(manifest, path), value)) return []
  if (manifest.kind === 'Pod') return editPod(manifest, path, value)
  if (manifest.kind === 'Node') return [apply(editNode(manifest, path, value))]
  return [apply(withField(seeded(section), path, value))]
}

const apply = (manifest: Manifest): Command => ({ kind: 'apply-manifest', manifest })

const seeded = ({ manifest, base, seed }: FormSection): Manifest =>
  seed && valueAt(manifest, base) === undefined ? withField(manifest, base, seed) : manifest

/** As long as Calico records the address that the machine has, a new one is the machine's too. */
function editNode(manifest: Manifest, path: Path, value: Json | undefined): Manifest {
  const isAddress = path.at(-1) === 'ipv4Address' || path.at(-1) === 'projectcalico.org/IPv4Address'
  const address = isAddress && typeof value === 'string' ? parseInterfaceAddress(value) : undefined
  const node = readNode(manifest).value
  const inStep = node !== undefined && node.internalAddress === node.bgpAddress.address
  if (address && inStep && address.address !== node.internalAddress) return withNodeAddress(manifest, address)
  return withField(manifest, path, value)
}

const PLACED: readonly Path[] = [
  ['status'],
  ['metadata', 'annotations', 'cni.projectcalico.org/podIP'],
  ['metadata', 'annotations', 'cni.projectcalico.org/podIPs'],
  ['metadata', 'annotations', 'cni.projectcalico.org/containerID'],
]

/** What a pod asks of IPAM is heard when it is made: it is made anew. */
function editPod(manifest: Manifest, path: Path, value: Json | undefined): readonly Command[] {
  const { name, namespace: own } = manifest.metadata
  const pod = { pod: name, namespace: typeof own === 'string' ? own : 'default' }
  if (path.at(-1) === 'nodeName') return [{ kind: 'move-pod', ...pod, node: String(value ?? '') }]
  const next = withField(manifest, path, value)
  if (path[1] !== 'annotations') return [apply(next)]
  const fresh = PLACED.reduce((each, placed) => withField(each, placed, undefined), next)
  return [{ kind: 'remove-pod', ...pod }, apply(fresh)]
}

/** Why the lab cannot be so; undefined: it can. */
export function refusalOf(document: LabDocument, commands: readonly Command[]): readonly Issue[] | undefined {
  let next = document
  for (const command of commands) {
    const outcome = applyCommand(next, command)
    if (!outcome.ok) return outcome.error
    next = outcome.value
  }
  return undefined
}
