import type { Evidence, Finding, Fix } from '../analysis/doctor/finding'
import type { Said } from './said'

export const findingTitle = ({ code, params: { how, ...params } }: Finding): Said => ({
  key: `doctor.finding.${code}.title`,
  params: how === undefined ? params : { ...params, how: { key: `doctor.how.${how}` } },
})

export const findingReason = ({ code, params }: Finding): Said => ({ key: `doctor.finding.${code}.reason`, params })

/** Of things that are counted the catalogue has a form for one and one for several. */
export const evidenceText = ({ code, params }: Evidence): Said => ({
  key: `doctor.evidence.${code}${'count' in params ? (params.count === 1 ? '_one' : '_other') : ''}`,
  params,
})

export const fixText = ({ code, params }: Fix): Said => ({ key: `doctor.fix.${code}`, params })
