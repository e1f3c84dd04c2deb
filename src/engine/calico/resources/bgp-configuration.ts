import * as z from 'zod/mini'
import { type Json, type Manifest, valueAt } from '../../manifest'
import { asNumberField, integerField, withFacts } from './fields'
import { defined, issueAt, type Reading, readBy } from './reading'

/** Which cluster routes BIRD programs (current: `programClusterRoutes`). */
export type ProgramClusterRoutes = 'Disabled' | 'EnabledIPIPOnly' | 'EnabledNoEncapOnly' | 'Enabled'

/** The BGPConfiguration named `default`, defaults filled in. */
export interface BGPConfiguration {
  readonly asNumber: number
  readonly nodeToNodeMeshEnabled: boolean
  readonly programClusterRoutes?: ProgramClusterRoutes
  readonly ipv4NormalRoutePriority: number
  /** Where the nodes' BIRD listens. */
  readonly listenPort: number
}

export const programClusterRoutesField = z.optional(
  z.enum(['Disabled', 'EnabledIPIPOnly', 'EnabledNoEncapOnly', 'Enabled']),
)

/** Of FelixConfiguration too (v3.32 and later). */
export const routePriorityField = z._default(integerField(1, 2 ** 31 - 1), 1024)

export const schema = z.object({
  spec: z._default(
    z.object({
      asNumber: withFacts(z.optional(asNumberField), { default: 64512 }),
      nodeToNodeMeshEnabled: withFacts(z.optional(z.boolean()), { default: true }),
      programClusterRoutes: programClusterRoutesField,
      ipv4NormalRoutePriority: routePriorityField,
      listenPort: withFacts(z.optional(integerField(1, 65535)), { default: 179 }),
    }),
    { ipv4NormalRoutePriority: 1024 },
  ),
})

const DEFAULT_AS_NUMBER = 64512

/** What holds when a cluster has no BGPConfiguration. */
export const DEFAULT_BGP_CONFIGURATION: BGPConfiguration = {
  asNumber: DEFAULT_AS_NUMBER,
  nodeToNodeMeshEnabled: true,
  ipv4NormalRoutePriority: 1024,
  listenPort: 179,
}

/** What changes who is told what, or whether a session comes up, and is read past: a warning says so. */
export const IGNORED = [
  'serviceClusterIPs',
  'serviceExternalIPs',
  'serviceLoadBalancerIPs',
  'ignoredInterfaces',
  'prefixAdvertisements',
  'bindMode',
  'localWorkloadPeeringIPV4',
] as const

const isSet = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== 'None' &&
  !(Array.isArray(value) && value.length === 0)

const ignoredFields = (manifest: Manifest) =>
  IGNORED.filter((field) => isSet(valueAt(manifest, ['spec', field]))).map((field) =>
    issueAt(manifest, ['spec', field], 'field-ignored', {}, 'warning'),
  )

/** Calico's validator: what is the mesh's goes with the mesh (libcalico-go `validator/v3`, `validateBGPConfigurationSpec`). */
const meshIssues = (manifest: Manifest, mesh: boolean | undefined) =>
  ['nodeMeshPassword', 'nodeMeshMaxRestartTime']
    .filter((field) => mesh === false && isSet(valueAt(manifest, ['spec', field])))
    .map((field) => issueAt(manifest, ['spec', field], 'mesh-field-without-mesh', { field }))

/** The one named `default`; those of single nodes (`node.<name>`) hold nothing the lab models. */
export function readBGPConfiguration(manifest: Manifest): Reading<BGPConfiguration> {
  if (manifest.metadata.name !== 'default') {
    return { issues: [issueAt(manifest, ['metadata', 'name'], 'resource-ignored', {}, 'warning')] }
  }
  return readBy(
    manifest,
    schema,
    ({ spec }): Reading<BGPConfiguration> => ({
      value: { ...DEFAULT_BGP_CONFIGURATION, ...defined(spec) },
      issues: [...meshIssues(manifest, spec.nodeToNodeMeshEnabled), ...ignoredFields(manifest)],
    }),
  )
}
