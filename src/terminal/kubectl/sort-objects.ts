import type { Json } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { valuesAt } from '../resource-printing/json-path'
import type { KubeObject } from './kube-store'

/** `--sort-by`: by what stands at a path; objects that have nothing there come first (k8s.io/kubectl/pkg/cmd/get/sorter.go). */
export function sortedBy(field: string, objects: readonly KubeObject[]): Result<readonly KubeObject[], string> {
  const path = field.replace(/^\{?\.?/, '.').replace(/\}$/, '')
  const keyed: { readonly object: KubeObject; readonly key: Json | undefined }[] = []
  for (const object of objects) {
    const found = valuesAt(path, object.manifest)
    if (!found.ok) return fail(`parsing sort-by expression: ${found.error}`)
    keyed.push({ object, key: found.value[0] })
  }
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) {
    return fail(`couldn't find any field with path "{${path}}" in the list of objects`)
  }
  return ok(keyed.toSorted((a, b) => compareKeys(a.key, b.key)).map(({ object }) => object))
}

function compareKeys(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return naturalOrder(String(a), String(b))
}

/** Runs of digits as the numbers that they are (github.com/fvbommel/sortorder). */
function naturalOrder(a: string, b: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? []
  const [left, right] = [parts(a), parts(b)]
  for (const [index, part] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (part === other) continue
    const areNumbers = /^\d/.test(part) && /^\d/.test(other)
    if (areNumbers && Number(part) !== Number(other)) return Number(part) - Number(other)
    return part < other ? -1 : 1
  }
  return left.length - right.length
}
