import type { Provenance, Route } from '../engine/linux/route'
import { provenance as catalogue } from './en/provenance'
import { hostName } from './host-name'
import type { Said } from './said'

type ProvenanceKey = keyof typeof catalogue.provenance

/** Who put the route there and why; `host` is the namespace whose table it is in. */
export const routeText = (route: Route, host: string): Said => provenanceText(route.provenance, host)

export function provenanceText({ because, details, programmer }: Provenance, host: string): Said {
  const key = keyOf(because, details)
  const by: Said = { key: `step.by.${programmer}` }
  return { key: `provenance.${key}`, params: { ...details, host: hostName(host), programmer: by } }
}

/** The most particular sentence there is: with mode and case, with mode, or plain. */
function keyOf(because: string, { mode, gateway, nextHop }: Provenance['details']): ProvenanceKey {
  const byGateway = gateway !== undefined && nextHop !== undefined && gateway !== nextHop
  const candidates = [...(byGateway ? [`${because}_${mode}_gateway`] : []), `${because}_${mode}`, because]
  return candidates.find(hasWords) ?? 'unknown'
}

const hasWords = (key: string): key is ProvenanceKey => key in catalogue.provenance
