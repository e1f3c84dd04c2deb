import { base64urlnopad } from '@scure/base'
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import type { Issue } from '../engine/issue'
import { fail, ok, type Result } from '../engine/result'
import { inflateInPieces, joined } from './inflate'
import { TooLarge } from './packed/damage'
import { packedLab, unpackedLab } from './packed/pack-lab'
import { usualText } from './usual-text'

/** What a link brings: a lab, and what is to be seen in it. */
export interface SharedLab {
  /** The lab file's text, comments and all; empty: the lab that is there. */
  readonly lab: string
  readonly ping?: { readonly from: string; readonly to: string }
  /** The moment of the ping to stop at; from the start and playing without one. */
  readonly moment?: number
  /** Something in the lab is broken by chance as it opens: the same seed in the same lab breaks the same. */
  readonly seed?: number
}

/** Raised when what is behind it changes its meaning; older links are still read. In 2 the lab is packed as a table. */
const VERSION = 2

/** Of shorter labs deflate alone makes as little, and other versions of Podpath read them. */
const WORTH_PACKING = 20_000

/** Part of the format: what labs usually say need not be in a link again. A change needs a new version. */
const DICTIONARY = strToU8(usualText)

/** No lab is larger; what is, is there to fill the memory. */
const LARGEST_TEXT = 20_000_000

const NAME = /^#?lab(\d+)=(.*)$/s

/**
 * The lab as an address's fragment, which no browser sends to any server: `#lab1=`, and JSON, deflated (RFC 1951, with a dictionary),
 * in base64url (RFC 4648 §5). The reference lab takes 800 characters.
 */
export const shareFragment = (shared: SharedLab): string => fragmentOf(1, JSON.stringify(shared))

/** The same, of a large lab: packed first, where its text comes back byte for byte. A cluster's hundred nodes take 24 kB. */
export function packedFragment(shared: SharedLab): string {
  const packed = shared.lab.length < WORTH_PACKING ? undefined : packedLab(shared.lab, LARGEST_TEXT)
  return packed === undefined
    ? shareFragment(shared)
    : fragmentOf(2, `${JSON.stringify({ ...shared, lab: '' })}\n${packed}`)
}

const fragmentOf = (version: number, text: string): string =>
  `#lab${version}=${base64urlnopad.encode(deflateSync(strToU8(text), { level: 9, dictionary: DICTIONARY }))}`

/** The lab in a fragment, not yet parsed; an issue says what is wrong with the link. */
export function readShareFragment(fragment: string): Result<SharedLab, Issue> {
  const [, version, text = ''] = NAME.exec(fragment) ?? []
  if (version === undefined) return fail(issueOf('link-no-lab'))
  if (Number(version) > VERSION) return fail(issueOf('link-later', { version }))
  try {
    const shared = sharedOf(Number(version), strFromU8(inflated(base64urlnopad.decode(text))))
    return isSharedLab(shared) ? ok(shared) : fail(issueOf('link-no-lab'))
  } catch (error) {
    return fail(issueOf(error instanceof TooLarge ? 'link-too-large' : 'link-broken'))
  }
}

const issueOf = (code: string, params: Issue['params'] = {}): Issue => ({ code, params, severity: 'error' })

/** @throws what JSON.parse throws, or what unpackedLab does */
function sharedOf(version: number, text: string): unknown {
  if (version < 2) return JSON.parse(text)
  const end = text.indexOf('\n')
  const shared: unknown = JSON.parse(text.slice(0, end))
  return isSharedLab(shared) ? { ...shared, lab: unpackedLab(text.slice(end + 1), LARGEST_TEXT) } : shared
}

/** @throws TooLarge, or what fflate throws for what is not deflated or ends too early */
function inflated(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const take = (part: Uint8Array): void => {
    length += part.length
    if (length > LARGEST_TEXT) throw new TooLarge()
    parts.push(part.slice())
  }
  inflateInPieces(new Inflate({ dictionary: DICTIONARY }), bytes, take, PIECE)
  return joined(parts)
}

/** So little at a time that a bomb is noticed before it has gone off. */
const PIECE = 1_024

function isSharedLab(value: unknown): value is SharedLab {
  if (typeof value !== 'object' || value === null || !('lab' in value) || typeof value.lab !== 'string') return false
  const { ping, moment, seed } = value as { ping?: unknown; moment?: unknown; seed?: unknown }
  return (ping === undefined || isPing(ping)) && [moment, seed].every(isWholeIfThere)
}

const isWholeIfThere = (value: unknown): boolean => value === undefined || Number.isSafeInteger(value)

const isPing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['from', 'to'].every((end) => typeof (value as Record<string, unknown>)[end] === 'string')
