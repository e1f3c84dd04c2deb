import { withField } from '../../calico/resources/edit-manifest'
import { ok } from '../../result'
import type { LabDocument, Manifest } from '../document'
import { isResource, withManifest } from '../edit-document'
import { clusterOf } from '../read-cluster'
import type { Outcome } from './outcome'

const NEW: Manifest = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'BGPConfiguration',
  metadata: { name: 'default' },
}

/** A cluster that has no BGPConfiguration yet gets one, as one would make it to turn the mesh off. */
export function setBgpMesh(document: LabDocument, enabled: boolean): Outcome {
  if (clusterOf(document).bgpConfiguration.nodeToNodeMeshEnabled === enabled) return ok(document)
  const held = document.manifests.find((manifest) => isResource(manifest, NEW.kind, NEW.metadata.name))
  return ok(withManifest(document, withField(held ?? NEW, ['spec', 'nodeToNodeMeshEnabled'], enabled)))
}
