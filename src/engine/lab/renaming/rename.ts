import { withField } from '../../calico/resources/edit-manifest'
import type { Issue } from '../../issue'
import { ok, type Result } from '../../result'
import type { Cluster } from '../cluster'
import { newName } from '../commands/new-name'
import { type Outcome, refuse } from '../commands/outcome'
import type { LabDocument, Manifest } from '../document'
import { editManifests } from '../edit-document'
import { isPodManifest } from '../pod-manifests'
import { clusterOf, readCluster } from '../read-cluster'
import { renamedInAssertions } from './in-assertions'
import { withNode, withPod } from './in-calico'
import { withRouter, withSubnet } from './in-underlay'
import { elementAfter, type Renaming } from './renaming'
import { mapAt, quotedAs } from './text-edit'

/**
 * The lab as it would be if the thing had been called so from the start: all that names it follows. Kubernetes renames
 * nothing, so this is no edit of a cluster, and none of the commands: forms do it, and the first load does without.
 */
export function renamed(document: LabDocument, renaming: Renaming): Outcome {
  const { kind, name, to } = renaming
  if (name === to) return ok(document)
  const cluster = clusterOf(document)
  const names = namesBeside(document, cluster, renaming)
  if (!names.includes(name)) return refuse('no-such-resource', { resource: kind, name })
  const checked: Result<string, readonly Issue[]> = newName(
    to,
    [...names, ...takenElsewhere(cluster, renaming)],
    () => to,
  )
  if (!checked.ok) return checked
  const next = withReferences(renamedInAssertions(document, cluster, renaming), renaming)
  const read = readCluster(next)
  return read.ok ? ok(next) : read
}

/** Its name, and what refers to it, in resources that need not fit together; assertions go by what there is, and stay. */
export const withReferences = (document: LabDocument, renaming: Renaming): LabDocument =>
  editManifests(document, (manifest) => withPositionsOf(renamedIn(manifest, renaming), renaming))

/** What of its own sort there is, itself included. */
function namesBeside({ manifests }: LabDocument, { underlay }: Cluster, { kind, namespace }: Renaming): string[] {
  if (kind === 'subnet') return underlay.subnets.map(({ name }) => name)
  if (kind === 'router') return underlay.routers.map(({ name }) => name)
  const isBeside = (manifest: Manifest): boolean =>
    manifest.kind === kind &&
    (kind !== 'Pod' || (manifest.metadata.namespace ?? 'default') === (namespace ?? 'default'))
  const own = manifests.filter(isBeside).map(({ metadata }) => metadata.name)
  const told = manifests.flatMap((manifest) =>
    kind === 'Pod' && manifest.kind === 'WorkloadEndpoint' ? podToldOf(manifest, namespace) : [],
  )
  return [...own, ...told]
}

function podToldOf(endpoint: Manifest, namespace = 'default'): string[] {
  const { spec } = endpoint
  const pod = typeof spec === 'object' && spec !== null && 'pod' in spec ? String(spec.pod) : ''
  return isPodManifest(endpoint, { namespace, name: pod }) ? [pod] : []
}

/** Nodes and routers are both machines, and called by their names alone. */
function takenElsewhere({ nodes, underlay }: Cluster, { kind }: Renaming): readonly string[] {
  if (kind === 'Node') return underlay.routers.map(({ name }) => name)
  return kind === 'router' ? nodes.map(({ name }) => name) : []
}

function renamedIn(manifest: Manifest, renaming: Renaming): Manifest {
  switch (renaming.kind) {
    case 'Node':
      return withNode(manifest, renaming)
    case 'Pod':
      return withPod(manifest, renaming)
    case 'subnet':
      return withSubnet(manifest, renaming)
    case 'router':
      return withRouter(manifest, renaming)
    case 'IPPool':
      return withPool(manifest, renaming)
    case 'BGPFilter':
      return mapAt(withOwnName(manifest, renaming), ['spec', 'filters'], asTold(renaming))
    case 'BGPPeer':
      return withOwnName(manifest, renaming)
  }
}

const asTold =
  ({ name, to }: Renaming) =>
  (text: string): string =>
    text === name ? to : text

function withOwnName(manifest: Manifest, { kind, name, to }: Renaming): Manifest {
  return manifest.kind === kind && manifest.metadata.name === name
    ? withField(manifest, ['metadata', 'name'], to)
    : manifest
}

/** Pods and namespaces ask for pools by a list in an annotation. */
function withPool(manifest: Manifest, renaming: Renaming): Manifest {
  const asked = ['metadata', 'annotations', 'cni.projectcalico.org/ipv4pools']
  const own = withOwnName(manifest, renaming)
  return mapAt(own, asked, (text) => quotedAs(text, renaming.name, renaming.to))
}

/** Places on the canvas go by element; the text is kept as it is written. */
function withPositionsOf(manifest: Manifest, renaming: Renaming): Manifest {
  if (manifest.kind !== 'Underlay') return manifest
  return mapAt(manifest, ['metadata', 'annotations', 'podpath.dev/positions'], (text) =>
    text.replaceAll(/"([^"\\]*)"(?=\s*:)/g, (_, element: string) => JSON.stringify(elementAfter(renaming, element))),
  )
}
