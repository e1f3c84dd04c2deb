import * as z from 'zod/mini'
import { type Manifest, valueAt } from '../../manifest'
import type { Ipv4 } from '../../net/ipv4'
import type { ProgramClusterRoutes } from './bgp-configuration'
import { programClusterRoutesField } from './bgp-configuration'
import { addressField, integerField } from './fields'
import { defined, issueAt, type Reading, readBy } from './reading'

/** The FelixConfiguration named `default`, defaults filled in; a field left out follows the pools. */
export interface FelixConfiguration {
  readonly ipipEnabled?: boolean
  readonly vxlanEnabled?: boolean
  readonly ipipMtuBytes: number
  readonly vxlanMtuBytes: number
  readonly vxlanPort: number
  readonly vxlanVni: number
  readonly natOutgoingAddress?: Ipv4
  readonly natOutgoingExclusions: 'IPPoolsOnly' | 'IPPoolsAndHostIPs'
  readonly programClusterRoutes?: ProgramClusterRoutes
}

const MTU_LIMIT = 65535

const schema = z.object({
  spec: z._default(
    z.object({
      ipipEnabled: z.optional(z.boolean()),
      vxlanEnabled: z.optional(z.boolean()),
      ipipMTU: z.optional(integerField(0, MTU_LIMIT)),
      vxlanMTU: z.optional(integerField(0, MTU_LIMIT)),
      vxlanPort: z.optional(integerField(1, 65535)),
      vxlanVNI: z.optional(integerField(1, 2 ** 24 - 1)),
      natOutgoingAddress: z.optional(addressField),
      natOutgoingExclusions: z.optional(z.enum(['IPPoolsOnly', 'IPPoolsAndHostIPs'])),
      programClusterRoutes: programClusterRoutesField,
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
}

/** Data planes other than the one the lab models: refused by name. */
const REFUSED = ['bpfEnabled', 'wireguardEnabled'] as const

/** Settings that would change routes; the lab goes on without them and says so. */
const IGNORED = ['routeSource', 'deviceRouteSourceAddress', 'deviceRouteProtocol', 'natPortRange'] as const
const WITHOUT_EFFECT: readonly unknown[] = [undefined, null, false, '', 'Disabled', 'Auto', 'CalicoIPAM', 3]

/** The one named `default`; those of single nodes (`node.<name>`) are not modelled. */
export function readFelixConfiguration(manifest: Manifest): Reading<FelixConfiguration> {
  if (manifest.metadata.name !== 'default') {
    return { issues: [issueAt(manifest, ['metadata', 'name'], 'resource-ignored', {}, 'warning')] }
  }
  return readBy(manifest, schema, ({ spec }): Reading<FelixConfiguration> => {
    const { ipipMTU, vxlanMTU, vxlanVNI, ...fields } = spec
    const renamed = { ...fields, ipipMtuBytes: ipipMTU, vxlanMtuBytes: vxlanMTU, vxlanVni: vxlanVNI }
    const set = (field: string) => !WITHOUT_EFFECT.includes(valueAt(manifest, ['spec', field]))
    return {
      value: { ...DEFAULT_FELIX_CONFIGURATION, ...defined(renamed) },
      issues: [
        ...REFUSED.filter(set).map((field) => issueAt(manifest, ['spec', field], 'not-modelled')),
        ...IGNORED.filter(set).map((field) => issueAt(manifest, ['spec', field], 'field-ignored', {}, 'warning')),
      ],
    }
  })
}
