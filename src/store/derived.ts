import { type RouteChanges, routeChanges } from '../analysis/difference/route-changes'
import type { Picture } from '../canvas/picture'
import type { Fabric } from '../engine/fabric/fabric'
import type { Cluster } from '../engine/lab/cluster'
import type { LabDocument } from '../engine/lab/document'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import type { Trace } from '../engine/trace/trace'
import type { Timeline } from '../playback/timeline'
import { timelineOf } from '../playback/timeline-of'
import type { LabState, ProbeQuestion } from './lab-state'
import { memoByIdentity, memoByPair } from './memo'
import { pictureOf } from './picture-of'
import { pingTrace } from './ping-trace'

const traceOf = memoByPair(pingTrace)
const timelineFor = memoByIdentity(timelineOf)
const changesBetween = memoByPair((before: LabDocument, after: LabDocument) =>
  routeChanges(realize(before), realize(after)),
)
const pictureFor = memoByIdentity((document: LabDocument) =>
  pictureOf(document, clusterOf(document), realize(document)),
)
const NO_CHANGES: RouteChanges = { counts: new Map(), total: { added: 0, changed: 0, removed: 0 }, on: () => [] }

type DocumentOnly = Pick<LabState, 'document'>
type Asked = Pick<LabState, 'document' | 'probe'> & Partial<Pick<LabState, 'sent'>>

/** Same document and same probe give the same objects, so a component renders again only on a real change. */
export const selectCluster = ({ document }: DocumentOnly): Cluster => clusterOf(document)
export const selectFabric = ({ document }: DocumentOnly): Fabric => realize(document)
export const selectPicture = ({ document }: DocumentOnly): Picture => pictureFor(document)
export const selectTrace = (state: Asked): Trace | undefined => {
  const { document, probe, sent } = state
  if (sent && sent.document === document && sent.probe === probe) return sent.trace
  return probe && traceOf(selectFabric(state), probe)
}
export const selectTimeline = (state: Asked): Timeline | undefined => {
  const trace = selectTrace(state)
  return trace && timelineFor(trace)
}
/** Of a ping that need not be the one in front. */
export function timelineForProbe(fabric: Fabric, probe: ProbeQuestion): Timeline | undefined {
  const trace = traceOf(fabric, probe)
  return trace && timelineFor(trace)
}
/** By host: what the last change did to its routes. */
export const selectRouteChanges = ({ document, lastChange }: Pick<LabState, 'document' | 'lastChange'>) =>
  lastChange ? changesBetween(lastChange.before, document) : NO_CHANGES
