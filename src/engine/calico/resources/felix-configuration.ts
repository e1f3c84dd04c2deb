import * as z from 'zod/mini'
import { type Manifest, valueAt } from '../../manifest'
import type { Ipv4 } from '../../net/ipv4'
import { type Prefix, prefixOf } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import type { ProgramClusterRoutes } from './bgp-configuration'
import { programClusterRoutesField, routePriorityField } from './bgp-configuration'
import { addressField, integerField, interfaceAddressField, textField, withFacts } from './fields'
import { defined, type FieldFault, issueAt, type Reading, readBy } from './reading'

/** The FelixConfiguration named `default`, defaults filled in; a field left out follows the pools. */
export interface FelixConfiguration {
  readonly ipipEnabled?: boolean
  readonly vxlanEnabled?: boolean
  readonly ipipMtuBytes: number
  readonly vxlanMtuBytes: number
  readonly vxlanPort: number
  readonly vxlanVni: number
  /** What natOutgoing puts in place of a pod's address; absent: the leaving device's. */
  readonly natOutgoingAddress?: Ipv4
  readonly natOutgoingExclusions: 'IPPoolsOnly' | 'IPPoolsAndHostIPs'
  /** From where tunnels are let in beside the nodes. */
  readonly externalNodes: readonly Prefix[]
  readonly programClusterRoutes?: ProgramClusterRoutes
  /** Which devices count when a node's MTU is looked for. */
  readonly mtuIfacePattern: RegExp
  /** Of lines to a node's own pods, since v3.32. */
  readonly ipv4NormalRoutePriority: number
  /** Of all of Felix's lines, if it is not the default: then they are told apart, see `routeProtocols`. */
  readonly deviceRouteProtocol: number
}

const MTU_LIMIT = 65535

/** Go's syntax of patterns and JavaScript's agree on what such a pattern is made of. */
const patternField = textField((text): Result<RegExp, FieldFault> => {
  try {
    return ok(new RegExp(text))
  } catch {
    return fail({ code: 'not-a-pattern' })
  }
})

export const schema = z.object({
  spec: z._default(
    z.object({
      ipipEnabled: z.optional(z.boolean()),
      vxlanEnabled: z.optional(z.boolean()),
      ipipMTU: withFacts(z.optional(integerField(0, MTU_LIMIT)), { default: 0 }),
      vxlanMTU: withFacts(z.optional(integerField(0, MTU_LIMIT)), { default: 0 }),
      vxlanPort: withFacts(z.optional(integerField(1, 65535)), { default: 4789 }),
      vxlanVNI: withFacts(z.optional(integerField(1, 2 ** 24 - 1)), { default: 4096 }),
      natOutgoingAddress: z.optional(addressField),
      natOutgoingExclusions: withFacts(z.optional(z.enum(['IPPoolsOnly', 'IPPoolsAndHostIPs'])), {
        default: 'IPPoolsOnly',
      }),
      externalNodesList: z.optional(z.array(interfaceAddressField)),
      programClusterRoutes: programClusterRoutesField,
      mtuIfacePattern: z.optional(patternField),
      ipv4NormalRoutePriority: z.optional(routePriorityField),
      deviceRouteProtocol: withFacts(z.optional(integerField(0, 255)), { default: 3 }),
    }),
    {},
  ),
})

/** What holds when a cluster has no FelixConfiguration. */
export const DEFAULT_FELIX_CONFIGURATION: FelixConfiguration = {
  ipipMtuBytes: 0,
  vxlanMtuBytes: 0,
  vxlanPort: 4789,
  vxlanVni: 4096,
  natOutgoingExclusions: 'IPPoolsOnly',
  externalNodes: [],
  mtuIfacePattern: /^((en|wl|ww|sl|ib)[Pcopsvx].*|(eth|wlan|wwan).*)/,
  ipv4NormalRoutePriority: 1024,
  deviceRouteProtocol: 3,
}

/** Data planes other than the one the lab models: refused by name. */
export const REFUSED = ['bpfEnabled', 'wireguardEnabled'] as const

/** Settings that would change routes; the lab goes on without them and says so. */
export const IGNORED = [
  'routeSource',
  'deviceRouteSourceAddress',
  'natPortRange',
  'iptablesNATOutgoingInterfaceFilter',
  'interfacePrefix',
  'defaultEndpointToHostAction',
  'iptablesFilterDenyAction',
] as const
const WITHOUT_EFFECT: readonly unknown[] = [
  undefined,
  null,
  false,
  '',
  'Disabled',
  'Auto',
  'CalicoIPAM',
  'cali',
  'Accept',
  'Drop',
  'DROP',
]

const isSet = (manifest: Manifest, field: string): boolean =>
  !WITHOUT_EFFECT.includes(valueAt(manifest, ['spec', field]))

/** The one named `default`; those of single nodes (`node.<name>`) are not modelled. */
export function readFelixConfiguration(manifest: Manifest): Reading<FelixConfiguration> {
  if (manifest.metadata.name !== 'default') {
    const refused = REFUSED.filter((field) => isSet(manifest, field))
    const ignored = issueAt(manifest, ['metadata', 'name'], 'resource-ignored', {}, 'warning')
    return { issues: [ignored, ...refused.map((field) => issueAt(manifest, ['spec', field], 'not-modelled'))] }
  }
  return readBy(manifest, schema, ({ spec }): Reading<FelixConfiguration> => {
    const { ipipMTU, vxlanMTU, vxlanVNI, externalNodesList, ...fields } = spec
    const externalNodes = externalNodesList?.map(({ address, length }) => prefixOf(address, length))
    const renamed = { ...fields, ipipMtuBytes: ipipMTU, vxlanMtuBytes: vxlanMTU, vxlanVni: vxlanVNI, externalNodes }
    const set = (field: string) => isSet(manifest, field)
    return {
      value: { ...DEFAULT_FELIX_CONFIGURATION, ...defined(renamed) },
      issues: [
        ...REFUSED.filter(set).map((field) => issueAt(manifest, ['spec', field], 'not-modelled')),
        ...IGNORED.filter(set).map((field) => issueAt(manifest, ['spec', field], 'field-ignored', {}, 'warning')),
      ],
    }
  })
}
