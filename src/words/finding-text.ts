import type { Evidence, Finding, Fix } from '../analysis/doctor/finding'
import { filteredText } from './filter-text'
import type { Said } from './said'

export const findingTitle = ({ code, params }: Finding): Said => ({
  key: `doctor.finding.${code}.title`,
  params: inWords(code, params),
})

export const findingReason = ({ code, params }: Finding): Said => ({ key: `doctor.finding.${code}.reason`, params })

export const evidenceText = ({ code, params }: Evidence): Said => ({ key: `doctor.evidence.${code}`, params })

export const fixText = ({ code, params }: Fix): Said => ({ key: `doctor.fix.${code}`, params: inWords(code, params) })

/** What of the parameters is a matter of words itself: what ails a cable, which packets a filter is about. */
function inWords(code: string, params: Finding['params']): NonNullable<Said['params']> {
  if (code === 'filtered') return { ...params, packets: filteredText(params) }
  return params.how === undefined ? params : { ...params, how: { key: `doctor.how.${params.how}` } }
}
