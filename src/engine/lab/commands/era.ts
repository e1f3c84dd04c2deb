import { type Era, RELEASE_OF } from '../../calico/resources/cluster-information'
import { withField } from '../../calico/resources/edit-manifest'
import { ok } from '../../result'
import type { LabDocument, Manifest } from '../document'
import { withManifest } from '../edit-document'
import { clusterOf } from '../read-cluster'
import type { Outcome } from './outcome'

const NEW: Manifest = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'ClusterInformation',
  metadata: { name: 'default' },
}

/**
 * The same cluster under another generation of Calico: what `calicoVersion` says, and nothing else. Addresses, blocks
 * and settings stay, as they do in an upgrade. A release of the generation asked for stays as it is written.
 */
export function setEra(document: LabDocument, era: Era): Outcome {
  if (clusterOf(document).information.era === era) return ok(document)
  const held = document.manifests.find(({ kind }) => kind === NEW.kind)
  return ok(withManifest(document, withField(held ?? NEW, ['spec', 'calicoVersion'], RELEASE_OF[era])))
}
