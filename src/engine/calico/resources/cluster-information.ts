/** Which generation of Calico: it decides the defaults of who programs what. */
export type Era = 'classic' | 'v3.31' | 'v3.32' | 'current'

export interface ClusterInformation {
  readonly calicoVersion?: string
  readonly era: Era
}
