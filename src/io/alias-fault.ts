import { type Document, type Node, visit } from 'yaml'

/** An alias that stands for nothing: no anchor before it has its name, or it is inside of what it stands for. */
export interface AliasFault {
  readonly kind: 'unknown' | 'cycle'
  readonly name: string
  readonly offset: number
}

/** The first of a document. In one walk: the library's own lookup walks the document anew for every alias. */
export function aliasFault(document: Document.Parsed): AliasFault | undefined {
  const anchors = new Map<string, Node>()
  let fault: AliasFault | undefined
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
    Alias: (_, { source: name, range }, ancestors) => {
      const target = anchors.get(name)
      if (target && !ancestors.includes(target)) return undefined
      fault = { kind: target ? 'cycle' : 'unknown', name, offset: range?.[0] ?? 0 }
      return visit.BREAK
    },
  })
  return fault
}
