import type { Said } from './said'
import { sentence } from './sentence'

/** What a filter looks at, as it is written; what it does not say it does not ask. */
export interface FilterWords {
  readonly protocol?: number | string
  readonly port?: number | string
  readonly source?: number | string
  readonly destination?: number | string
}

/** Which packets a filter is about: the end of a sentence that says what becomes of them. */
export function filteredText({ protocol, port, source, destination }: FilterWords): Said {
  const what = whatText(protocol, port)
  if (source === undefined && destination === undefined) return what
  if (destination === undefined) return sentence('drop.packets.from', { what, source: source ?? '' })
  if (source === undefined) return sentence('drop.packets.to', { what, destination })
  return sentence('drop.packets.between', { what, source, destination })
}

function whatText(protocol: FilterWords['protocol'], port: FilterWords['port']): Said {
  if (port !== undefined) return sentence('drop.packets.port', { protocol: protocol ?? '', port })
  return protocol === undefined ? sentence('drop.packets.all') : sentence('drop.packets.protocol', { protocol })
}
