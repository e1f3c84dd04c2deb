import type { JsonObject, Manifest } from '../../manifest'
import type { Reading } from './reading'

export const V3 = 'projectcalico.org/v3'
export const CRD = 'crd.projectcalico.org/v1'

/** For tests: a manifest named `default`. */
export const exampleManifest = (
  kind: string,
  spec: JsonObject,
  rest: JsonObject = {},
  apiVersion: string = V3,
): Manifest => ({ apiVersion, kind, metadata: { name: 'default' }, spec, ...rest })

export const codesOf = ({ issues }: Reading<unknown>): string[] => issues.map(({ code }) => code)
