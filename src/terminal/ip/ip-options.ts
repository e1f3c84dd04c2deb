import { fail, ok, type Result } from '../../engine/result'

/** What stands between `ip` and the object. */
export interface IpOptions {
  readonly json: boolean
  readonly pretty: boolean
  readonly details: boolean
  readonly oneLine: boolean
  readonly brief: boolean
  /** IPv6 is not modelled: its tables are empty. */
  readonly family: 'inet' | 'inet6'
  /** `-4` was said: `ip addr` then leaves out the link-layer line. */
  readonly onlyInet: boolean
  readonly version: boolean
}

export interface IpWords {
  readonly options: IpOptions
  readonly words: readonly string[]
}

export type IpOptionProblem =
  | { readonly kind: 'unknown'; readonly option: string }
  | { readonly kind: 'not-modelled'; readonly option: string }

const NONE: IpOptions = {
  json: false,
  pretty: false,
  details: false,
  oneLine: false,
  brief: false,
  family: 'inet',
  onlyInet: false,
  version: false,
}

/** As iproute2 abbreviates: any beginning of the word. Source: `matches` in lib/utils.c. */
export const isShortFor = (text: string, word: string): boolean => text !== '' && word.startsWith(text)

/** In the order in which ip.c tries them. */
const OPTIONS: readonly (readonly [word: string, set: Partial<IpOptions> | undefined])[] = [
  ['-loops', undefined],
  ['-family', undefined],
  ['-4', { family: 'inet', onlyInet: true }],
  ['-6', { family: 'inet6' }],
  ['-0', undefined],
  ['-M', undefined],
  ['-B', undefined],
  ['-human-readable', {}],
  ['-iec', undefined],
  ['-stats', undefined],
  ['-statistics', undefined],
  ['-details', { details: true }],
  ['-resolve', {}],
  ['-oneline', { oneLine: true }],
  ['-timestamp', {}],
  ['-tshort', {}],
  ['-Version', { version: true }],
  ['-force', {}],
  ['-batch', undefined],
  ['-brief', { brief: true }],
  ['-json', { json: true }],
  ['-pretty', { pretty: true }],
  ['-rcvbuf', undefined],
  ['-color', {}],
  ['-netns', undefined],
  ['-Numeric', {}],
  ['-all', {}],
]

export function parseIpOptions(all: readonly string[]): Result<IpWords, IpOptionProblem> {
  let options = NONE
  let at = 0
  for (let option = all[at]; option?.startsWith('-'); option = all[++at]) {
    if (option === '--') {
      at++
      break
    }
    const short = option.startsWith('--') ? option.slice(1) : option
    const family = isShortFor(short, '-family') && short.length > 1 ? all[at + 1] : undefined
    if (family === 'inet' || family === 'inet6') {
      options = { ...options, family, onlyInet: family === 'inet' }
      at++
      continue
    }
    const found = OPTIONS.find(([word]) => short.length > 1 && isShortFor(short, word))
    if (!found) return fail({ kind: 'unknown', option })
    const [, change] = found
    if (!change) return fail({ kind: 'not-modelled', option })
    options = { ...options, ...change }
  }
  return ok({ options, words: all.slice(at) })
}
