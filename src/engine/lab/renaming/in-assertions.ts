import { isJsonObject, type Manifest } from '../../manifest'
import type { Cluster } from '../cluster'
import type { LabDocument } from '../document'
import { editManifests } from '../edit-document'
import { hostAfter, type Renaming } from './renaming'

/** Each host keeps the shortest way it is called by, as long as that still means it. */
export function renamedInAssertions(document: LabDocument, cluster: Cluster, renaming: Renaming): LabDocument {
  const { nodes, pods, underlay } = cluster
  const hosts = [
    ...nodes.map(({ name }) => name),
    ...underlay.routers.map(({ name }) => name),
    ...pods.map(({ namespace, name }) => `${namespace}/${name}`),
  ]
  const known = new Set(hosts)
  const after = new Set(hosts.map((host) => hostAfter(renaming, host)))
  const called = (word: string): string => {
    const host = hostCalled(known, word)
    if (host === undefined) return word
    const next = hostAfter(renaming, host)
    const short = word.includes('/') ? next : next.replace(/^.*\//, '')
    return hostCalled(after, short) === next ? short : next
  }
  const asked = (line: string): string => {
    const [, before = '', from = '', arrow = '', to = '', rest = ''] = LINE.exec(line) ?? []
    return from === '' ? line : before + called(from) + arrow + called(to) + rest
  }
  return editManifests(document, (manifest) => withLines(manifest, asked))
}

const LINE = /^(\s*)(\S+)(\s*<?->\s*)(\S+)(\s*)$/

/** As `findHost` takes a name: a machine, a pod of `default`, or the only pod that is called so. */
function hostCalled(hosts: ReadonlySet<string>, word: string): string | undefined {
  const exact = [word, `default/${word}`].find((each) => hosts.has(each))
  if (exact !== undefined) return exact
  const [only, ...others] = [...hosts].filter((each) => each.endsWith(`/${word}`))
  return others.length === 0 ? only : undefined
}

/** An assertion's hosts stand in its key: `pod1 -> pod3`. */
function withLines(manifest: Manifest, edit: (line: string) => string): Manifest {
  const { kind, spec } = manifest
  if (kind !== 'Assertions' || !isJsonObject(spec)) return manifest
  const lines = Object.entries(spec).map(([line, expected]) => [edit(line), expected] as const)
  return lines.every(([line], index) => line === Object.keys(spec)[index])
    ? manifest
    : { ...manifest, spec: Object.fromEntries(lines) }
}
