import * as z from 'zod/mini'
import { type Manifest, valueAt } from '../../manifest'
import type { Prefix } from '../../net/prefix'
import { integerField, metadataField, networkField } from './fields'
import { defined, issueAt, type Reading, readBy } from './reading'

/** What a BGPPeer lets in and out before Calico's own filter is asked (v3.26 and later). */
export interface BGPFilter {
  readonly name: string
  readonly importV4: readonly BGPFilterRule[]
  readonly exportV4: readonly BGPFilterRule[]
}

/** All that it names must hold; a rule that names nothing always does. */
export interface BGPFilterRule {
  readonly action: 'Accept' | 'Reject'
  readonly cidr?: Prefix
  readonly matchOperator: 'Equal' | 'NotEqual' | 'In' | 'NotIn'
  /** Of `In` and `NotIn`. */
  readonly prefixLength?: { readonly min?: number; readonly max?: number }
  /** Learned by BGP. */
  readonly source?: 'RemotePeers'
  /** A shell pattern for the device that the route leaves by. */
  readonly interface?: string
  readonly peerType?: 'eBGP' | 'iBGP'
}

const lengthField = z.optional(integerField(0, 32))

const ruleField = z.object({
  action: z.enum(['Accept', 'Reject']),
  cidr: z.optional(networkField),
  matchOperator: z.optional(z.enum(['Equal', 'NotEqual', 'In', 'NotIn'])),
  prefixLength: z.optional(z.object({ min: lengthField, max: lengthField })),
  source: z.optional(z.enum(['RemotePeers'])),
  interface: z.optional(z.string()),
  peerType: z.optional(z.enum(['eBGP', 'iBGP'])),
})

const rulesField = z._default(z.array(ruleField), [])

export const schema = z.object({
  metadata: metadataField,
  spec: z._default(z.object({ importV4: rulesField, exportV4: rulesField }), { importV4: [], exportV4: [] }),
})

/** Of a rule, and not modelled: the rule is taken as if it did not say so, which a warning tells. */
export const NOT_MODELLED = ['communities', 'asPathPrefix', 'priority', 'operations'] as const

export function readBGPFilter(manifest: Manifest): Reading<BGPFilter> {
  return readBy(manifest, schema, ({ metadata, spec }): Reading<BGPFilter> => {
    const rulesOf = (rules: readonly z.output<typeof ruleField>[]): readonly BGPFilterRule[] =>
      rules.map(({ prefixLength, matchOperator = 'In', ...rule }) => ({
        ...defined(rule),
        matchOperator,
        ...(prefixLength && { prefixLength: defined(prefixLength) }),
      }))
    return {
      value: { name: metadata.name, importV4: rulesOf(spec.importV4), exportV4: rulesOf(spec.exportV4) },
      issues: [...ruleIssues(manifest, 'importV4'), ...ruleIssues(manifest, 'exportV4')],
    }
  })
}

function ruleIssues(manifest: Manifest, list: 'importV4' | 'exportV4') {
  const rules = valueAt(manifest, ['spec', list])
  if (!Array.isArray(rules)) return []
  return rules.flatMap((rule, index) => {
    const path = ['spec', list, index]
    const isSet = (field: string): boolean => ![undefined, null].includes(valueAt(rule, [field]) as null)
    return [
      ...NOT_MODELLED.filter(isSet).map((field) => issueAt(manifest, [...path, field], 'field-ignored', {}, 'warning')),
      // Calico's validator: the two belong together (`validateBGPFilterRuleV4`).
      ...(isSet('cidr') !== isSet('matchOperator') ? [issueAt(manifest, path, 'filter-operator')] : []),
    ]
  })
}
