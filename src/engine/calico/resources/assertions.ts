import * as z from 'zod/mini'
import type { Issue } from '../../issue'
import type { Json, Manifest } from '../../manifest'
import { fail, ok, type Result } from '../../result'
import { integerField, metadataField } from './fields'
import { defined, type FieldFault, issueAt, type Reading, readBy, shown } from './reading'

/** What a packet is to be carried in on its way there. */
export const CARRIAGES = ['direct', 'ipip', 'vxlan', 'local'] as const
export type ExpectedCarriage = (typeof CARRIAGES)[number]

/** The largest packet that may not be split and gets there. */
export interface ExpectedMtu {
  readonly comparison: '>=' | '<=' | '='
  readonly bytes: number
}

/** What is expected of a ping from one host to another. */
export interface Expectation {
  readonly reach: boolean
  readonly encap?: ExpectedCarriage
  readonly mtu?: ExpectedMtu
  /** As ping prints it. */
  readonly ttl?: number
}

/** One line of podpath.dev/v1 Assertions: `pod1 -> pod3: {encap: ipip}`. */
export interface Assertion extends Expectation {
  /** Of the resource it stands in. */
  readonly resource: string
  /** As it is written: `pod1 -> pod3`. */
  readonly line: string
  /** A host as a person names it; `*`: every pod. */
  readonly from: string
  readonly to: string
  /** Written with `<->`: asked from either end. */
  readonly bothWays: boolean
}

const mtuField = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((input: number | string, context): ExpectedMtu => {
    const parsed = readMtu(input)
    if (parsed.ok) return parsed.value
    context.issues.push({ code: 'custom', input, params: parsed.error })
    return z.NEVER
  }),
)

function readMtu(input: number | string): Result<ExpectedMtu, FieldFault> {
  const [, comparison = '=', digits = ''] = /^\s*(>=|<=|=)?\s*(\d{1,5})\s*$/.exec(String(input)) ?? []
  if (digits === '') return fail({ code: 'bad-mtu' })
  return ok({ comparison: comparison as ExpectedMtu['comparison'], bytes: Number(digits) })
}

const expectationField = z.object({
  reach: z.optional(z.boolean()),
  encap: z.optional(z.enum(CARRIAGES)),
  mtu: z.optional(mtuField),
  ttl: z.optional(integerField(1, 255)),
})

const FIELDS: ReadonlySet<string> = new Set(Object.keys(expectationField.shape))

export const schema = z.object({
  metadata: metadataField,
  spec: z._default(z.record(z.string(), expectationField), {}),
})

/** What the lab's owner wants to hold: checked by `podpath check`, and as one edits. */
export function readAssertions(manifest: Manifest): Reading<readonly Assertion[]> {
  const unasked = [...unknownFields(manifest), ...emptyParts(manifest)]
  if (unasked.length > 0) return { issues: unasked }
  return readBy(manifest, schema, ({ metadata, spec }): Reading<readonly Assertion[]> => {
    const issues: Issue[] = []
    const assertions = Object.entries(spec).flatMap(([line, { reach, ...rest }]): readonly Assertion[] => {
      const ends = /^\s*(\S+)\s*(<?->)\s*(\S+)\s*$/.exec(line)
      const [, from, arrow, to] = ends ?? []
      if (from === undefined || to === undefined) {
        issues.push(issueAt(manifest, ['spec', line], 'assertion-line', { value: line }))
        return []
      }
      if (reach === false && Object.keys(defined(rest)).length > 0) {
        issues.push(issueAt(manifest, ['spec', line, 'reach'], 'assertion-contradiction', { value: line }))
        return []
      }
      const bothWays = arrow === '<->'
      return [{ resource: metadata.name, line, from, to, bothWays, reach: reach ?? true, ...defined(rest) }]
    })
    return issues.length > 0 ? { issues } : { value: assertions, issues }
  })
}

/** An expectation that is misspelt would hold for ever. */
function unknownFields(manifest: Manifest): readonly Issue[] {
  const lines = entriesOf(manifest.spec)
  return lines.flatMap(([line, expected]) =>
    entriesOf(expected)
      .filter(([field]) => !FIELDS.has(field))
      .map(([field]) =>
        issueAt(manifest, ['spec', line, field], 'assertion-field', {
          value: shown(field),
          allowed: [...FIELDS].join(', '),
        }),
      ),
  )
}

/** Kubernetes takes a null for what is left out: a line without its value would never be asked, and so hold for ever. */
function emptyParts(manifest: Manifest): readonly Issue[] {
  const emptyIn = (json: Json | undefined, path: readonly string[]): readonly Issue[] =>
    entriesOf(json).flatMap(([key, value]) =>
      value === null ? [issueAt(manifest, [...path, key], 'assertion-empty', { value: shown(key) })] : [],
    )
  const lines = entriesOf(manifest.spec)
  return [
    ...emptyIn(manifest.spec, ['spec']),
    ...lines.flatMap(([line, expected]) => emptyIn(expected, ['spec', line])),
  ]
}

const entriesOf = (json: Json | undefined): readonly [string, Json][] =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : []
