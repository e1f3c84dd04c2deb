import { type Ipv4, ip, UNSPECIFIED } from '../../engine/net/ipv4'
import { fail, ok, type Result } from '../../engine/result'
import { getopt, optionProblemText } from '../getopt'
import { inetAton } from '../ping/inet-aton'
import { wholeNumber } from '../ping/whole-number'

/** As getopt(3) has them (`main` in tracepath.c, iputils 20221126). */
export const TRACEPATH_LETTERS = '46nbh?l:m:p:V'

export interface TracepathOptions {
  readonly destination: Ipv4
  readonly numeric: boolean
  /** `-b`: names and addresses. */
  readonly both: boolean
  readonly packetBytes: number
  readonly maxHops: number
  readonly port: number
}

export type TracepathRefusal =
  | { readonly kind: 'usage'; readonly complaint: string }
  | { readonly kind: 'version' }
  /** After `tracepath: `. */
  | { readonly kind: 'says'; readonly text: string; readonly exitCode: number }

/** Of an IPv4 header and a UDP header. */
export const OVERHEAD_BYTES = 28
const LARGEST_PACKET_BYTES = 65_535
const BASE_PORT = 44_444
const DEFAULT_HOPS = 30

const INT_MAX = '2147483647'
const RANGES = { l: ['0', INT_MAX], m: ['0', '255'], p: ['0', '65535'] } as const

const says = (text: string, exitCode = 1): Result<never, TracepathRefusal> => fail({ kind: 'says', text, exitCode })
const usage = (complaint = ''): Result<never, TracepathRefusal> => fail({ kind: 'usage', complaint })

interface Given {
  readonly letters: ReadonlySet<string>
  /** 0: not given. */
  readonly length: number
  readonly hops: number
  readonly port: number
}

export function parseTracepathOptions(words: readonly string[]): Result<TracepathOptions, TracepathRefusal> {
  const parsed = getopt(words, TRACEPATH_LETTERS)
  if (!parsed.ok) return usage(optionProblemText('tracepath', parsed.error))
  const given = readOptions(parsed.value.options)
  if (!given.ok) return given
  const [target, ...more] = parsed.value.operands
  return target === undefined || more.length > 0 ? usage() : withTarget(given.value, target)
}

function readOptions(
  options: readonly { readonly letter: string; readonly value?: string }[],
): Result<Given, TracepathRefusal> {
  const letters = new Set<string>()
  const numbers = { l: 0, m: DEFAULT_HOPS, p: 0 }
  for (const { letter, value = '' } of options) {
    if (letter === 'V') return fail({ kind: 'version' })
    if (letter === 'h' || letter === '?') return usage()
    letters.add(letter)
    if (letters.has('4') && letters.has('6')) return says('Only one -4 or -6 option may be specified', 2)
    if (letter !== 'l' && letter !== 'm' && letter !== 'p') continue
    const [min, max] = RANGES[letter]
    const read = wholeNumber(value, min, max)
    if (!read.ok) return says(read.error)
    numbers[letter] = read.value
  }
  return ok({ letters, length: numbers.l, hops: numbers.m, port: numbers.p })
}

/** The port may stand behind the address, as in older releases: `10.0.0.1/4000`. */
function withTarget(
  { letters, length, hops, port }: Given,
  target: string,
): Result<TracepathOptions, TracepathRefusal> {
  const [name = '', behind] = port === 0 ? target.split('/') : [target]
  const read = behind === undefined ? ok(port) : wholeNumber(behind, ...RANGES.p)
  if (!read.ok) return says(read.error)
  const address = inetAton(name)
  if (address === undefined) return says(`${name}: Name or service not known`)
  if (letters.has('6')) return says(`${name}: Address family for hostname not supported`)
  const packetBytes = length || LARGEST_PACKET_BYTES
  if (packetBytes <= OVERHEAD_BYTES) return says(`pktlen must be within: ${OVERHEAD_BYTES} < value <= ${INT_MAX}`)
  return ok({
    destination: address === UNSPECIFIED ? ip('127.0.0.1') : address,
    numeric: letters.has('n'),
    both: letters.has('b'),
    packetBytes,
    maxHops: hops,
    port: read.value || BASE_PORT,
  })
}
