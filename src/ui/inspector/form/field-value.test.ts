import { expect, it } from 'vitest'
import type { JsonObject } from '../../../engine/manifest'
import { type FieldSchema, fieldAt } from '../../../io/draft/field-schema'
import { typedValue } from './field-value'

function fieldOf(kind: string, apiVersion: string, path: readonly (string | number)[]): FieldSchema {
  const resource: JsonObject = { apiVersion, kind }
  const field = fieldAt(resource, path)
  if (!field) throw new Error(`${kind} has no ${path.join('.')}`)
  return field
}

const PERCENT = fieldOf('Underlay', 'podpath.dev/v1', ['spec', 'hosts', 0, 'netem', 'send', 'lossPercent'])
const AS = fieldOf('BGPPeer', 'projectcalico.org/v3', ['spec', 'asNumber'])
const MTU = fieldOf('Underlay', 'podpath.dev/v1', ['spec', 'mtu'])

it.each<readonly [string, FieldSchema, string, string | number | undefined]>([
  ['a percentage', PERCENT, '12.5', 12.5],
  ['a whole percentage', PERCENT, ' 20 ', 20],
  ['an AS number', AS, '64512', 64_512],
  ['an AS number of two halves', AS, '1.10', '1.10'],
  ['an MTU', MTU, '1400', 1400],
  ['an MTU that is none', MTU, 'much', 'much'],
  ['nothing', MTU, '', undefined],
])('%s is taken as the resource has it', (_, field, text, value) => {
  expect(typedValue(field, text)).toBe(value)
})
