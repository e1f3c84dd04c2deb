import { field } from './en/field'
import type { Said } from './said'

type Path = readonly (string | number)[]

/** Parts of the schema that mean the same. */
const SAME: Readonly<Record<string, string>> = {
  'Node.v1': 'KubernetesNode',
  'Node.projectcalico-org-v3': 'CalicoNode',
  'Node.crd-projectcalico-org-v1': 'CalicoNode',
  IPAMConfiguration: 'IPAMConfig',
}

/** What the field at `path` of a part of the lab's schema means; undefined: the lab has no words for it. */
export function fieldText(definition: string, path: Path): Said | undefined {
  const part = SAME[definition] ?? definition
  const key = keyOf(path)
  const owner = [part, 'any'].find((each) => Object.hasOwn(wordsOf(each), key))
  return owner === undefined ? undefined : { key: `field.${owner}.${key}` }
}

/** The same in English, for the schema that is published. */
export function fieldInEnglish(definition: string, path: Path): string | undefined {
  const said = fieldText(definition, path)
  const [, owner = '', key = ''] = said?.key.split('.') ?? []
  return wordsOf(owner)[key]
}

const wordsOf = (part: string): Readonly<Record<string, string>> =>
  Object.hasOwn(field.field, part) ? field.field[part as keyof typeof field.field] : {}

/** Places in lists do not count, nor the group that an annotation's name begins with. */
const keyOf = (path: Path): string =>
  path
    .filter((key) => typeof key === 'string')
    .map((key) => key.slice(key.indexOf('/') + 1))
    .join('/')
