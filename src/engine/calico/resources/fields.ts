import * as z from 'zod/mini'
import type { Json, JsonObject } from '../../manifest'
import { formatIpv4, type Ipv4, parseIpv4 } from '../../net/ipv4'
import type { Mac } from '../../net/mac'
import { formatPrefix, type InterfaceAddress, type Prefix, parseInterfaceAddress, prefixOf } from '../../net/prefix'
import { fail, ok, type Result } from '../../result'
import type { FieldFault } from './reading'
import { parseSelector } from './selector'

/** What JSON Schema can say of a field whose parser says more. */
export interface FieldFacts {
  readonly type?: 'integer'
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly examples?: readonly string[]
  /** What holds where the field is left out, if its parser does not say so itself. */
  readonly default?: Json
  /** Members that have a meaning, of a map that takes any. */
  readonly properties?: JsonObject
  /** Whose names, or whose labels, the text is made of. */
  readonly 'x-refers-to'?: Referent
}

/** What a field can name. Subnets are the Underlay's own; labels are those of the nodes, as a selector sees them. */
export const REFERENTS = ['Node', 'IPPool', 'BGPFilter', 'Pod', 'subnet', 'node-labels'] as const
export type Referent = (typeof REFERENTS)[number]

const facts = new WeakMap<object, FieldFacts>()

/** For the schema that is published. */
export const factsOfField = (field: object): FieldFacts | undefined => facts.get(field)

/** `field` with what the published schema is to say of it beyond its shape; one object is one field. */
export function withFacts<T extends object>(field: T, known: FieldFacts): T {
  facts.set(field, known)
  return field
}

/** The name of something else in the lab. */
export const nameOfField = (referent: Referent) => withFacts(z.string(), { 'x-refers-to': referent })

/** Text that `parse` understands; what it refuses becomes an issue with the fault's code. */
export const textField = <T>(parse: (text: string) => Result<T, FieldFault>) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      const parsed = parse(text)
      if (parsed.ok) return parsed.value
      context.issues.push({ code: 'custom', input: text, params: parsed.error })
      return z.NEVER
    }),
  )

/** A whole number between two bounds, both included. */
export const integerField = (minimum: number, maximum: number, code = 'field-range') =>
  withFacts(
    z.pipe(
      z.number(),
      z.transform((value: number, context): number => {
        if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
        context.issues.push({ code: 'custom', input: value, params: { code, minimum, maximum } })
        return z.NEVER
      }),
    ),
    { type: 'integer', minimum, maximum },
  )

/** A number between two bounds, both included. */
export const numberField = (minimum: number, maximum: number) =>
  withFacts(
    z.pipe(
      z.number(),
      z.transform((value: number, context): number => {
        if (value >= minimum && value <= maximum) return value
        context.issues.push({ code: 'custom', input: value, params: { code: 'field-range', minimum, maximum } })
        return z.NEVER
      }),
    ),
    { minimum, maximum },
  )

export const readAddress = (text: string): Result<Ipv4, FieldFault> => {
  const address = parseIpv4(text)
  return address === undefined ? fail({ code: 'not-an-address' }) : ok(address)
}

const OCTET = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const DOTTED = `${OCTET}(\\.${OCTET}){3}`
const LENGTH = '/(3[0-2]|[12]?\\d)'

export const addressField = withFacts(textField(readAddress), { pattern: `^${DOTTED}$`, examples: ['192.168.10.1'] })

/** An address that may be written with a `/32`, as `ipNetworks` and the CNI plugin's annotation have it. */
export const hostAddressField = textField((text) => readAddress(text.replace(/\/32$/, '')))

/** A network with a length and without host bits. */
export const networkField = withFacts(
  textField((text): Result<Prefix, FieldFault> => {
    const parsed = text.includes('/') ? parseInterfaceAddress(text) : undefined
    if (!parsed) return fail({ code: 'not-a-network' })
    const network = prefixOf(parsed.address, parsed.length)
    if (network.address === parsed.address) return ok(network)
    return fail({ code: 'host-bits', network: formatPrefix(network), address: formatIpv4(parsed.address) })
  }),
  { pattern: `^(${DOTTED}${LENGTH}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/\\d+)?)$`, examples: ['10.0.0.0/16'] },
)

/** An address with its mask; without a mask it is a /32, as Calico takes it. */
export const interfaceAddressField = withFacts(
  textField((text): Result<InterfaceAddress, FieldFault> => {
    const parsed = parseInterfaceAddress(text)
    return parsed ? ok(parsed) : fail({ code: 'not-an-interface-address' })
  }),
  { pattern: `^${DOTTED}(${LENGTH})?$`, examples: ['192.168.10.101/24'] },
)

export const macField = withFacts(
  textField((text): Result<Mac, FieldFault> => {
    const mac = text.toLowerCase()
    return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? ok(mac as Mac) : fail({ code: 'not-a-mac' })
  }),
  { pattern: '^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$' },
)

const readSelector = (text: string): Result<string, FieldFault> => {
  const parsed = parseSelector(text)
  return parsed.ok ? ok(text) : fail({ code: 'bad-selector', ...parsed.error })
}

export const selectorField = textField(readSelector)

/** A selector that is held against the nodes' labels. */
export const nodeSelectorField = withFacts(textField(readSelector), { 'x-refers-to': 'node-labels' })

const LARGEST_AS_NUMBER = 2 ** 32 - 1

/** A number, its digits as text, or `high.low` (libcalico-go `numorstring/asnumber.go`). */
export const asNumberField = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((input: number | string, context): number => {
    const [high = '', low] = String(input).split('.')
    const digits = /^\d{1,10}$/.test(high) && (low === undefined || /^\d{1,5}$/.test(low))
    const value = low === undefined ? Number(high) : Number(high) * 65536 + Number(low)
    if (digits && value <= LARGEST_AS_NUMBER && (low === undefined || Number(low) < 65536)) return value
    context.issues.push({
      code: 'custom',
      input,
      params: { code: 'field-range', minimum: 0, maximum: LARGEST_AS_NUMBER },
    })
    return z.NEVER
  }),
)

const MAX_NAME_LENGTH = 253

/** Kubernetes' rule for names (DNS-1123 subdomain); the lab's own machines follow it, so that no two can be confused. */
export const isName = (text: string): boolean =>
  text.length <= MAX_NAME_LENGTH && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text)

export const nameField = withFacts(
  textField((text) => (isName(text) ? ok(text) : fail({ code: 'bad-name' }))),
  { pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' },
)

/** What Linux takes as a device name: up to 15 bytes (`IFNAMSIZ`), no blank, no slash, no colon. */
export const linkNameField = withFacts(
  textField((text) =>
    /^[!-.0-9;-~]{1,15}$/.test(text) && text !== '.' && text !== '..' ? ok(text) : fail({ code: 'bad-link-name' }),
  ),
  { pattern: '^[!-.0-9;-~]{1,15}$', examples: ['eth0', 'ens5'] },
)

export const labelsField = z._default(z.record(z.string(), z.string()), {})

export const metadataField = z.object({ name: z.string(), labels: labelsField })
