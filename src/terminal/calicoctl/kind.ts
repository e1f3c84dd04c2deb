import type { JsonObject, Manifest } from '../../engine/manifest'

/** A resource as calicoctl reads and prints it: `projectcalico.org/v3`, members in the order of Calico's structs. */
export interface CalicoObject extends Manifest {
  readonly spec: JsonObject
}

/** What Go says a field holds, as its error messages have it. */
export type GoType = 'string' | 'int' | 'bool' | 'slice' | 'struct' | 'any'

export interface CalicoKind {
  readonly kind: string
  /** The Go struct of its spec. */
  readonly struct: string
  readonly words: readonly string[]
  readonly namespaced?: true
  /** As the Kubernetes API names it in its own errors. */
  readonly resource: string
  /** In the order of the struct, which is that of `-o json`. Absent: not known to the lab, so any will do. */
  readonly fields?: Readonly<Record<string, GoType>>
  readonly headings: readonly string[]
  readonly wideHeadings: readonly string[]
  readonly columns: Readonly<Record<string, (object: CalicoObject, cluster: ColumnFacts) => string>>
}

export interface ColumnFacts {
  /** The global AS number, for nodes that have none of their own. */
  readonly asNumber: number
}

export const API_VERSION = 'projectcalico.org/v3'
