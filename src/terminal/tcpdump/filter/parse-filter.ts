import { fail, ok, type Result } from '../../../engine/result'
import { parseRelation } from './arithmetic'
import type { End, Filter, FilterProblem } from './filter'
import { FilterFault, type FilterPurpose, FilterReader, says } from './filter-reader'
import { keywordFilter, PROTOCOL_KEYWORDS } from './keyword-filter'
import { NOT_MODELLED } from './keywords'
import { type Address, filterOfId, type Qualifiers } from './qualified-id'
import { rejectsAll } from './rejects-all'
import { tokensOf } from './tokens'

/**
 * Reads an expression as libpcap 1.10 does: `and` and `or` bind alike, from the left; an id without a qualifier has that
 * of the id before it. Refuses what libpcap refuses, in its words.
 * Source: libpcap's grammar.y.
 */
export function parseFilter(expression: string, purpose: FilterPurpose): Result<Filter, FilterProblem> {
  const reader = new FilterReader(tokensOf(expression), purpose, expression)
  if (reader.peek().kind === 'end') return ok({ kind: 'all' })
  try {
    const { filter } = expressionAt(reader, undefined)
    if (reader.peek().kind !== 'end') throw reader.unexpected()
    if (rejectsAll(filter, purpose.link)) throw says('expression rejects all packets')
    return ok(filter)
  } catch (error) {
    if (error instanceof FilterFault) return fail({ ...error.problem, at: reader.placeOf(error) })
    throw error
  }
}

/** A filter, and the qualifiers that an id after it takes over. */
interface Read {
  readonly filter: Filter
  readonly qualifiers: Qualifiers | undefined
}

/** Parentheses nest no deeper than this; bison's own stack ends at 10,000. */
const MAX_DEPTH = 100

function expressionAt(reader: FilterReader, before: Qualifiers | undefined, depth = 0): Read {
  if (depth > MAX_DEPTH) throw says("can't parse filter expression: memory exhausted")
  let left = termAt(reader, before, depth)
  for (let kind = andOr(reader); kind; kind = andOr(reader)) {
    const { qualifiers } = left
    const right = reader.firstOf(
      () => termAt(reader, qualifiers, depth),
      () => idAt(reader, qualifiers, depth),
    )
    left = { filter: { kind, left: left.filter, right: right.filter }, qualifiers: right.qualifiers }
  }
  return left
}

const andOr = (reader: FilterReader): 'and' | 'or' | undefined => {
  const word = reader.take('and', 'or')
  return word === 'and' || word === 'or' ? word : undefined
}

function termAt(reader: FilterReader, before: Qualifiers | undefined, depth: number): Read {
  if (reader.take('!')) {
    if (depth > MAX_DEPTH) throw says("can't parse filter expression: memory exhausted")
    const { filter, qualifiers } = termAt(reader, before, depth + 1)
    return { filter: { kind: 'not', of: filter }, qualifiers }
  }
  if (reader.is('(')) {
    return reader.firstOf(
      () => {
        reader.expect('(')
        const { filter } = expressionAt(reader, before, depth + 1)
        reader.expect(')')
        if (isArithmetic(reader)) throw reader.unexpected()
        return { filter, qualifiers: before }
      },
      () => unqualified(parseRelation(reader)),
    )
  }
  const token = reader.peek()
  if (token.kind === 'number' || reader.is('-') || reader.is('len')) return unqualified(parseRelation(reader))
  if (token.kind !== 'keyword') throw reader.unexpected()
  return primitiveAt(reader, depth)
}

const unqualified = (filter: Filter): Read => ({ filter, qualifiers: undefined })

const isArithmetic = (reader: FilterReader): boolean =>
  ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '=', '!=', '<', '<=', '>', '>='].some((sign) => reader.is(sign))

/** A protocol, a direction, a kind of address, and what they qualify; or a word that is a filter by itself. */
function primitiveAt(reader: FilterReader, depth: number): Read {
  const { text } = reader.peek()
  if (NOT_MODELLED.has(text)) throw new FilterFault({ kind: 'not-modelled', what: text })
  if (!PROTOCOL_KEYWORDS.has(text)) {
    const other = keywordFilter(reader, undefined)
    return other ? unqualified(other) : headAt(reader, undefined, depth)
  }
  if (reader.is('[', 1)) return unqualified(parseRelation(reader))
  reader.next()
  const group = keywordFilter(reader, text)
  if (group) return unqualified(group)
  return isHead(reader)
    ? headAt(reader, text, depth)
    : unqualified(PROTOCOL_KEYWORDS.get(text)?.(reader.purpose) ?? NONE)
}

const NONE: Filter = { kind: 'not', of: { kind: 'all' } }

const HEAD = ['src', 'dst', 'host', 'net', 'port', 'portrange', 'proto', 'protochain', 'gateway'] as const

const isHead = (reader: FilterReader): boolean => HEAD.some((word) => reader.is(word))

function headAt(reader: FilterReader, protocol: string | undefined, depth: number): Read {
  if (!isHead(reader)) throw reader.unexpected()
  if (reader.is('protochain')) throw new FilterFault({ kind: 'not-modelled', what: 'protochain' })
  const end = endAt(reader)
  const kind = end ? reader.take('host', 'net', 'port', 'portrange') : reader.next().text
  const qualifiers = { protocol, end, address: (kind ?? 'default') as Address }
  return idAt(reader, qualifiers, depth)
}

function endAt(reader: FilterReader): End | undefined {
  const first = reader.take('src', 'dst')
  if (first === undefined) return undefined
  const other = first === 'src' ? 'dst' : 'src'
  if ((reader.is('or') || reader.is('and')) && reader.is(other, 1)) {
    const joint = reader.next().text
    reader.next()
    return joint === 'or' ? 'either' : 'both'
  }
  return first === 'src' ? 'source' : 'destination'
}

/** What is qualified: one id, or several in parentheses. */
function idAt(reader: FilterReader, qualifiers: Qualifiers | undefined, depth: number): Read {
  if (depth > MAX_DEPTH) throw says("can't parse filter expression: memory exhausted")
  if (reader.take('!')) {
    const { filter } = idAt(reader, qualifiers, depth + 1)
    return { filter: { kind: 'not', of: filter }, qualifiers }
  }
  if (!reader.take('(')) return { filter: filterOfId(reader, qualifiers), qualifiers }
  let { filter } = idAt(reader, qualifiers, depth + 1)
  for (let kind = andOr(reader); kind; kind = andOr(reader)) {
    filter = { kind, left: filter, right: idAt(reader, qualifiers, depth + 1).filter }
  }
  reader.expect(')')
  return { filter, qualifiers }
}
