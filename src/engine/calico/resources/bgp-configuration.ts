/** Which cluster routes BIRD programs (current: `programClusterRoutes`). */
export type ProgramClusterRoutes = 'Disabled' | 'EnabledIPIPOnly' | 'EnabledNoEncapOnly' | 'Enabled'

/** The BGPConfiguration named `default`, defaults filled in. */
export interface BGPConfiguration {
  readonly asNumber: number
  readonly nodeToNodeMeshEnabled: boolean
  readonly programClusterRoutes?: ProgramClusterRoutes
  readonly ipv4NormalRoutePriority: number
}
