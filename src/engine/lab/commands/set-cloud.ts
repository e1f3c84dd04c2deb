import type { Cloud } from '../../calico/resources/cloud'
import { ok } from '../../result'
import type { LabDocument } from '../document'
import { editUnderlay, withFields } from '../faults/edit-underlay'
import { clusterOf } from '../read-cluster'
import type { Outcome } from './outcome'

/** What had been configured by hand goes: the network is as its owner delivers it. [FAULT-4] */
export function setCloud(document: LabDocument, cloud: Cloud): Outcome {
  const { underlay } = clusterOf(document)
  if ((underlay.cloud ?? 'bare-metal') === cloud) return ok(document)
  const named = cloud === 'bare-metal' ? undefined : cloud
  return ok(
    editUnderlay(document, (spec) => withFields(spec, { cloud: named, sourceCheck: undefined, drops: undefined })),
  )
}
