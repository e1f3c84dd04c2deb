import { useEffect, useState } from 'react'
import type { LabDocument } from '../../engine/lab/document'
import type { ResourceRef } from '../../engine/resource-ref'
import { useLab } from '../lab'
import { onFirstInput } from '../on-first-input'

/** Larger labs take too long to write as YAML for the sake of a number; the link itself works in any. */
const MOST_MANIFESTS = 400

const load = () => Promise.all([import('../../io/render-source'), import('../../io/resource-place')])
onFirstInput(load)

async function lineOf(
  baseSource: string,
  document: LabDocument,
  ref: ResourceRef,
  path: readonly (string | number)[],
): Promise<number | undefined> {
  const [{ renderSource }, { resourcePlace }] = await load()
  return resourcePlace(renderSource(baseSource, document), ref, path)?.line
}

/** The line of the lab's YAML where the resource, or the field of it, stands; undefined until it is known. */
export function useResourceLine(ref: ResourceRef, path: readonly (string | number)[]): number | undefined {
  const document = useLab((state) => state.document)
  const baseSource = useLab((state) => state.baseSource)
  const [line, setLine] = useState<number>()
  const place = path.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reference and the path by what they say
  useEffect(() => {
    if (document.manifests.length > MOST_MANIFESTS) return
    let isOld = false
    void lineOf(baseSource, document, ref, path).then((found) => {
      if (!isOld) setLine(found)
    })
    return () => {
      isOld = true
    }
  }, [document, baseSource, ref.kind, ref.name, ref.namespace, place])
  return line
}
