import { sha224 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { MasqueradeRule } from '../../linux/namespace'
import { formatIpv4 } from '../../net/ipv4'
import type { FelixConfiguration } from '../resources/felix-configuration'

/** A rule in its three spellings: as iptables lists it, saves it, and as Felix makes it. */
export interface NatRule {
  readonly target: string
  readonly outInterface?: string
  /** The hash by which Felix knows its rule again. */
  readonly comment: string
  /** Of `-L`, behind the comment. */
  readonly listed: string
  /** Of `-S`, behind the comment, before `-j`. */
  readonly matches: string
  /** Of `-S`, behind the target. */
  readonly targetOptions: string
}

export interface NatChain {
  readonly name: string
  /** Of a chain of the kernel's own. */
  readonly policy?: 'ACCEPT'
  readonly rules: readonly NatRule[]
}

type Settings = Pick<FelixConfiguration, 'natOutgoingExclusions'>

type Wanted = Omit<NatRule, 'comment'>

const jump = (target: string): Wanted => ({ target, listed: '', matches: '', targetOptions: '' })

const BUILT_IN = ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'] as const

/**
 * Table nat as Felix fills it for the translations that the lab models; without Felix the kernel's chains are empty, and
 * those of kube-proxy are not modelled. [FELIX-12]
 * Source: felix/rules/static.go `StaticNATTableChains`, felix/rules/nat.go, felix/dataplane/linux/int_dataplane.go.
 * @param configuration undefined where no Felix runs.
 */
export function natChains(
  masquerade: readonly MasqueradeRule[],
  configuration: Settings | undefined,
): readonly NatChain[] {
  const felix = configuration ? felixChains(masquerade, configuration) : new Map<string, readonly Wanted[]>()
  const own = BUILT_IN.map((name) => hashed(name, felix.get(name) ?? [], 'ACCEPT'))
  const others = [...felix].filter(([name]) => name.startsWith('cali-')).map(([name, rules]) => hashed(name, rules))
  return [...own, ...others.toSorted((a, b) => (a.name < b.name ? -1 : 1))]
}

function felixChains(
  masquerade: readonly MasqueradeRule[],
  { natOutgoingExclusions }: Settings,
): ReadonlyMap<string, readonly Wanted[]> {
  const exceptHosts = natOutgoingExclusions === 'IPPoolsAndHostIPs'
  const outgoing = masquerade.filter(({ outOf }) => outOf === undefined)
  const tunnels = masquerade.flatMap(({ outOf }) => (outOf === undefined ? [] : [tunnelRule(outOf)]))
  return new Map<string, readonly Wanted[]>([
    ['PREROUTING', [jump('cali-PREROUTING')]],
    ['OUTPUT', [jump('cali-OUTPUT')]],
    ['POSTROUTING', [jump('cali-POSTROUTING')]],
    ['cali-OUTPUT', [jump('cali-fip-dnat')]],
    ['cali-POSTROUTING', [jump('cali-fip-snat'), jump('cali-nat-outgoing'), ...tunnels]],
    ['cali-PREROUTING', [jump('cali-fip-dnat')]],
    ['cali-fip-dnat', []],
    ['cali-fip-snat', []],
    ['cali-nat-outgoing', outgoing.map((rule) => outgoingRule(rule, exceptHosts))],
  ])
}

function tunnelRule(outInterface: string): Wanted {
  return {
    target: 'MASQUERADE',
    outInterface,
    matches: '-m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL',
    listed: 'ADDRTYPE match src-type !LOCAL limit-out ADDRTYPE match src-type LOCAL random-fully',
    targetOptions: '--random-fully',
  }
}

function outgoingRule({ to }: MasqueradeRule, exceptHosts: boolean): Wanted {
  const sets = ['cali40all-ipam-pools', ...(exceptHosts ? ['cali40all-hosts-net'] : [])]
  const except = sets.map((set) => ({ listed: `! match-set ${set} dst`, match: `-m set ! --match-set ${set} dst` }))
  const source = 'cali40masq-ipam-pools'
  return {
    target: to === undefined ? 'MASQUERADE' : 'SNAT',
    matches: [`-m set --match-set ${source} src`, ...except.map(({ match }) => match)].join(' '),
    listed: [
      `match-set ${source} src`,
      ...except.map(({ listed }) => listed),
      ...(to === undefined ? [] : [`to:${formatIpv4(to)}`]),
      'random-fully',
    ].join(' '),
    targetOptions: `${to === undefined ? '' : `--to-source ${formatIpv4(to)} `}--random-fully`,
  }
}

const HASH_LENGTH = 16

/** Each rule's hash covers the chain's name and the rules before it. Source: felix/iptables/chains.go `RuleHashes`. */
function hashed(name: string, rules: readonly Wanted[], policy?: 'ACCEPT'): NatChain {
  let hash = sha224(utf8ToBytes(name))
  const withHashes = rules.map((rule) => {
    hash = sha224(concatBytes(hash, utf8ToBytes(asFelixWrites(name, rule))))
    return { ...rule, comment: `cali:${base64Url(hash).slice(0, HASH_LENGTH)}` }
  })
  return { name, ...(policy && { policy }), rules: withHashes }
}

/** `RenderAppend`, with the word HASH where the comment will stand. */
const asFelixWrites = (chain: string, { outInterface, matches, target, targetOptions }: Wanted): string =>
  [
    `-A ${chain} HASH`,
    ...(outInterface === undefined ? [] : [`--out-interface ${outInterface}`]),
    ...(matches === '' ? [] : [matches]),
    `--jump ${target}`,
    ...(targetOptions === '' ? [] : [targetOptions]),
  ].join(' ')

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648 §5, without padding. */
function base64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) text += DIGITS.charAt((group >> shift) & 63)
  }
  return text
}
