import type { Ipv4 } from '../../engine/net/ipv4'
import { fail, ok, type Result } from '../../engine/result'
import type { Probe } from '../../engine/trace/trace'
import { getopt, type OptionProblem } from '../getopt'
import { inetAton } from './inet-aton'
import { wholeNumber } from './whole-number'

export interface PingOptions {
  readonly count?: number
  readonly payloadBytes: number
  readonly ttl: number
  readonly pathMtuDiscovery: Probe['pathMtuDiscovery']
  readonly intervalMs: number
  /** `-I`, an address. */
  readonly source?: Ipv4
  /** `-I`, a device. */
  readonly device?: string
  /** `-W`, if it was given. */
  readonly waitMs?: number
  readonly quiet: boolean
  readonly action: 'ping' | 'help' | 'version'
  readonly family: 'any' | '4' | '6'
  /** Lines on stderr that ping goes on after. */
  readonly warnings: readonly string[]
  readonly destinations: readonly string[]
}

export type PingRefusal =
  | { readonly kind: 'usage'; readonly problem: OptionProblem }
  /** After `ping: `. */
  | { readonly kind: 'says'; readonly text: string; readonly exitCode: number }
  /** Real ping takes the option; the lab does not model it. */
  | { readonly kind: 'not-modelled'; readonly option: string }

/** What iputils takes (`main` in ping/ping.c). */
export const PING_LETTERS = 'h?4bRT:6F:N:aABc:CdDe:fi:I:l:Lm:M:nOp:qQ:rs:S:t:UvVw:W:'

/** `-W 0` waits until somebody stops it; the lab, longer than anything in it takes. */
const EVER_MS = 3_600_000

const DEFAULTS: PingOptions = {
  payloadBytes: 56,
  ttl: 64,
  pathMtuDiscovery: 'want',
  intervalMs: 1000,
  quiet: false,
  action: 'ping',
  family: 'any',
  warnings: [],
  destinations: [],
}

type Change = Result<Partial<PingOptions>, PingRefusal>

export function parsePingOptions(words: readonly string[]): Result<PingOptions, PingRefusal> {
  const parsed = getopt(words, PING_LETTERS)
  if (!parsed.ok) return fail({ kind: 'usage', problem: parsed.error })
  let options: PingOptions = { ...DEFAULTS, destinations: parsed.value.operands }
  for (const { letter, value = '' } of parsed.value.options) {
    const read = READERS[letter]
    const change: Change = read ? read(value) : fail({ kind: 'not-modelled', option: `-${letter}` })
    if (!change.ok) return change
    const warnings = [...options.warnings, ...(change.value.warnings ?? [])]
    options = { ...options, ...change.value, warnings }
  }
  return ok(options)
}

const READERS: Readonly<Record<string, (value: string) => Change>> = {
  h: () => ok({ action: 'help' }),
  '?': () => ok({ action: 'help' }),
  V: () => ok({ action: 'version' }),
  4: () => ok({ family: '4' }),
  6: () => ok({ family: '6' }),
  n: () => ok({}),
  q: () => ok({ quiet: true }),
  c: (value) => whole(value, 1, '9223372036854775807', (count) => ({ count })),
  s: (value) => whole(value, 0, '2147483647', (payloadBytes) => ({ payloadBytes })),
  t: (value) => whole(value, 0, '255', (ttl) => ({ ttl })),
  I: (value) => {
    const source = inetAton(value)
    return ok(source === undefined ? { device: value } : { source })
  },
  M: (value) =>
    value === 'do' || value === 'want' || value === 'dont'
      ? ok({ pathMtuDiscovery: value })
      : fail({ kind: 'says', text: `invalid -M argument: ${value}`, exitCode: 2 }),
  i: (value) => seconds(value, ({ amount }) => ok({ intervalMs: Math.max(0, amount * 1000) })),
  W: (value) =>
    seconds(value, ({ amount }) =>
      amount < 0
        ? fail({ kind: 'says', text: `bad linger time: ${value}`, exitCode: 2 })
        : ok({ waitMs: amount === 0 ? EVER_MS : amount * 1000 }),
    ),
}

function whole(value: string, min: number, max: string, set: (amount: number) => Partial<PingOptions>): Change {
  const read = wholeNumber(value, min, max)
  return read.ok ? ok(set(read.value)) : says(read.error)
}

const says = (text: string): Change => fail({ kind: 'says', text, exitCode: 1 })

/** `ping_strtod` in ping/ping.c: what is not a number counts as the number before it, or 0, with a warning. */
function seconds(value: string, use: (read: { readonly amount: number }) => Change): Change {
  const amount = Number.parseFloat(value)
  const isNumber = value.trim() !== '' && !Number.isNaN(Number(value))
  const change = use({ amount: Number.isNaN(amount) ? 0 : amount })
  if (isNumber || !change.ok) return change
  const warnings = [`option argument contains garbage: ${value}`, 'this will become fatal error in the future']
  return ok({ ...change.value, warnings })
}
