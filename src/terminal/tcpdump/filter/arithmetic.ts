import { type Arithmetic, both, type Filter, type Operator, type Relation } from './filter'
import { FilterFault, type FilterReader, says } from './filter-reader'
import { PROTOCOL_KEYWORDS } from './keyword-filter'
import { NOT_MODELLED } from './keywords'

const RELATIONS: readonly Relation[] = ['=', '!=', '<', '<=', '>', '>=']

/** How tightly an operator binds; `%` and `^` have no place in libpcap's grammar, so they take all that follows. */
const BINDING: Readonly<Record<string, number>> = { '|': 1, '&': 2, '<<': 3, '>>': 3, '+': 4, '-': 4, '*': 5, '/': 5 }
const UNARY_BINDING = 6

/** `ip[0] & 0xf != 5` */
export function parseRelation(reader: FilterReader): Filter {
  const { value, text } = reader.spelled(() => relationAt(reader))
  return { ...value, text }
}

function relationAt(reader: FilterReader): Extract<Filter, { readonly kind: 'relation' }> {
  const left = arithmeticAt(reader, 0)
  const relation = RELATIONS.find((sign) => reader.is(sign))
  if (!relation) throw reader.unexpected()
  reader.next()
  return { kind: 'relation', left, relation, right: arithmeticAt(reader, 0) }
}

function arithmeticAt(reader: FilterReader, atLeast: number): Arithmetic {
  let left = operandAt(reader)
  for (;;) {
    const { kind, text } = reader.peek()
    const isLoose = text === '%' || text === '^'
    const binding = isLoose ? Number.POSITIVE_INFINITY : BINDING[text]
    if (kind !== 'symbol' || binding === undefined || binding <= atLeast) return left
    reader.next()
    left = calculation(text as Operator, left, arithmeticAt(reader, isLoose ? 0 : binding))
  }
}

function calculation(operator: Operator, left: Arithmetic, right: Arithmetic): Arithmetic {
  if (right.kind === 'number') {
    if (operator === '/' && right.value === 0) throw says('division by zero')
    if (operator === '%' && right.value === 0) throw says('modulus by zero')
    if ((operator === '<<' || operator === '>>') && right.value > 31) throw says('shift by more than 31 bits')
  }
  return { kind: 'calculation', operator, left, right }
}

function operandAt(reader: FilterReader): Arithmetic {
  if (reader.take('-')) {
    const right = arithmeticAt(reader, UNARY_BINDING)
    return calculation('-', { kind: 'number', value: 0 }, right)
  }
  if (reader.take('(')) {
    const inside = arithmeticAt(reader, 0)
    reader.expect(')')
    return inside
  }
  if (reader.take('len')) return { kind: 'length' }
  const token = reader.peek()
  if (token.kind === 'number') {
    reader.next()
    return { kind: 'number', value: token.value }
  }
  if (token.kind !== 'keyword') throw reader.unexpected()
  return bytesAt(reader)
}

/** `icmp[0]`, `ip[6:2]`. Source: `gen_load` in libpcap's gencode.c. */
function bytesAt(reader: FilterReader): Arithmetic {
  const { text } = reader.peek()
  if (NOT_MODELLED.has(text)) throw new FilterFault({ kind: 'not-modelled', what: text })
  const abbreviation = PROTOCOL_KEYWORDS.get(text)
  if (!abbreviation || !reader.is('[', 1)) throw reader.unexpected()
  reader.next()
  reader.next()
  const at = arithmeticAt(reader, 0)
  const size = reader.take(':') ? reader.number() : 1
  reader.expect(']')
  if (size !== 1 && size !== 2 && size !== 4) throw says('data size must be 1, 2, or 4')
  switch (text) {
    case 'link':
      return { kind: 'bytes', from: 'link', at, size }
    case 'ip':
    case 'ip6':
    case 'arp':
    case 'rarp':
      return { kind: 'bytes', from: 'network', at, size, filter: abbreviation(reader.purpose) }
    case 'icmp6':
      return { kind: 'bytes', from: 'ip6-payload', at, size, filter: ICMP6_DIRECTLY }
    case 'ah':
    case 'esp':
      throw says('unsupported index operation')
    default:
      return { kind: 'bytes', from: 'transport', at, size, filter: firstFragment(abbreviation(reader.purpose)) }
  }
}

const IP6: Filter = { kind: 'carries', etherType: 0x86dd }
const ICMP6_DIRECTLY = both(IP6, byteIs(6, 58))

function byteIs(offset: number, value: number): Filter {
  const at = { kind: 'number', value: offset } as const
  return {
    kind: 'relation',
    left: { kind: 'bytes', from: 'network', at, size: 1 },
    relation: '=',
    right: { kind: 'number', value },
  }
}

/** Only IPv4 has its transport header where the header length says, and only in the first fragment. */
const firstFragment = (protocol: Filter): Filter =>
  both(
    { kind: 'carries', etherType: 0x0800 },
    both(protocol, {
      kind: 'relation',
      left: {
        kind: 'calculation',
        operator: '&',
        left: { kind: 'bytes', from: 'network', at: { kind: 'number', value: 6 }, size: 2 },
        right: { kind: 'number', value: 0x1fff },
      },
      relation: '=',
      right: { kind: 'number', value: 0 },
    }),
  )
