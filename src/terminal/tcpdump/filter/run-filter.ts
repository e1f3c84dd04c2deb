import { assertNever } from '../../../engine/invariant'
import type { ByteFilter } from './bytes-of-filter'
import type { Arithmetic, FilterLink, Operator, Relation } from './filter'

/** A frame that a filter looks at. */
export interface FilteredFrame {
  readonly link: FilterLink
  readonly bytes: Uint8Array
  /** What `len` is: on the wire, and captured live on `any` without the cooked header, which the kernel does not know. */
  readonly lengthBytes: number
  readonly direction?: 'in' | 'out'
}

/** What stands before the IP header. */
export const LINK_HEADER_BYTES = { ethernet: 14, raw: 0, cooked: 20, 'cooked-v1': 16 } as const

/**
 * Ends the whole filter with "no", as bytes that are not there do in a BPF program, whatever `or` and `not` stand
 * around. libpcap's optimizer may have left out a look at bytes that decides nothing; this looks at them all.
 */
class MissingBytes extends Error {
  override readonly name = 'MissingBytes'
}

/** Whether the filter lets the frame through. */
export function passes(filter: ByteFilter, frame: FilteredFrame): boolean {
  try {
    return holds(filter, frame)
  } catch (error) {
    if (error instanceof MissingBytes) return false
    throw error
  }
}

function holds(filter: ByteFilter, frame: FilteredFrame): boolean {
  switch (filter.kind) {
    case 'all':
      return true
    case 'not':
      return !holds(filter.of, frame)
    case 'and':
      return holds(filter.left, frame) && holds(filter.right, frame)
    case 'or':
      return holds(filter.left, frame) || holds(filter.right, frame)
    case 'direction':
      return frame.direction === filter.direction
    case 'relation':
      return (
        filter.given.every((need) => holds(need, frame)) &&
        compare(amountOf(filter.left, frame), filter.relation, amountOf(filter.right, frame))
      )
    default:
      return assertNever(filter)
  }
}

export function compare(left: number, relation: Relation, right: number): boolean {
  switch (relation) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return assertNever(relation)
  }
}

function amountOf(arithmetic: Arithmetic, frame: FilteredFrame): number {
  switch (arithmetic.kind) {
    case 'number':
      return arithmetic.value
    case 'length':
      return frame.lengthBytes
    case 'bytes':
      return load(frame, startOf(arithmetic.from, frame) + amountOf(arithmetic.at, frame), arithmetic.size)
    case 'calculation':
      return calculate(amountOf(arithmetic.left, frame), arithmetic.operator, amountOf(arithmetic.right, frame))
    default:
      return assertNever(arithmetic)
  }
}

function startOf(from: Extract<Arithmetic, { readonly kind: 'bytes' }>['from'], frame: FilteredFrame): number {
  const network = LINK_HEADER_BYTES[frame.link]
  switch (from) {
    case 'link':
      return 0
    case 'network':
      return network
    case 'ip6-payload':
      return network + 40
    case 'transport':
      return network + (load(frame, network, 1) & 0x0f) * 4
    default:
      return assertNever(from)
  }
}

/** Offsets wrap at 32 bits, so that a negative one is far outside. */
function load({ bytes }: FilteredFrame, offset: number, size: number): number {
  const at = offset >>> 0
  if (at + size > bytes.length) throw new MissingBytes()
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** As a BPF program computes: 32 bits, no sign. Division by nought ends the program. */
export function calculate(left: number, operator: Operator, right: number): number {
  switch (operator) {
    case '+':
      return (left + right) >>> 0
    case '-':
      return (left - right) >>> 0
    case '*':
      return Math.imul(left, right) >>> 0
    case '/':
    case '%':
      if (right === 0) throw new MissingBytes()
      return operator === '/' ? Math.floor(left / right) : left % right
    case '&':
      return (left & right) >>> 0
    case '|':
      return (left | right) >>> 0
    case '^':
      return (left ^ right) >>> 0
    case '<<':
      return right > 31 ? 0 : (left << right) >>> 0
    case '>>':
      return right > 31 ? 0 : left >>> right
    default:
      return assertNever(operator)
  }
}
