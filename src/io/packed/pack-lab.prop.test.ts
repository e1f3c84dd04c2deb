import fc from 'fast-check'
import { expect, it } from 'vitest'
import { blockManifest } from '../../engine/calico/resources/ipam-block'
import { podManifest } from '../../engine/calico/resources/pod'
import type { Json, Manifest } from '../../engine/manifest'
import { addressPlus, ip } from '../../engine/net/ipv4'
import { blockText, styleOf } from '../write-yaml'
import { packedLab, unpackedLab } from './pack-lab'

const LARGEST = 1_000_000

const textOf = (manifests: readonly Json[]): string =>
  manifests.map((manifest) => blockText(manifest, styleOf(''))).join('---\n')

const word = fc.oneof(
  fc.constantFrom(
    'cart-5c7f9-x2k4z',
    'cart-5c7f9-b8d7w',
    '10.64.1.7',
    '10.64.1.7/32',
    '=',
    '!a',
    '<b',
    '',
    '0',
    'true',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.option(fc.nat({ max: 90 }))),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('spec', 'attributes', '__proto__'), word), tie('json'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}))
const manifest = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constantFrom('Pod', 'IPAMBlock', 'Node'),
  metadata: fc.record({ name: fc.constantFrom('a', 'a-b', 'a-c'), labels: json }),
  spec: json,
})

it('whatever resources say: packed and unpacked they are the same text', () => {
  let packedOnes = 0
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 12 }), (manifests) => {
      const text = textOf(manifests)
      const packed = packedLab(text, LARGEST)
      if (packed === undefined) return
      packedOnes += 1
      expect(unpackedLab(packed, LARGEST)).toBe(text)
    }),
    { numRuns: 300 },
  )
  expect(packedOnes).toBeGreaterThan(100)
})

it('a text with comments, or in another layout, is not packed', () => {
  const text = textOf([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }])
  expect(packedLab(text, LARGEST)).toBeDefined()
  expect(packedLab(`# mine\n${text}`, LARGEST)).toBeUndefined()
  expect(packedLab(text.replaceAll('\n', '\r\n'), LARGEST)).toBeUndefined()
})

it('of a pod only its letters and its address are written', () => {
  const letters = ['x2k4z', 'b8d7w', 'c5tqp', 'zz9lm']
  const pods = letters.map((each, i) => {
    const address = addressPlus(ip('10.64.1.0'), i + 1)
    return podManifest({ name: `cart-5c7f9-${each}`, namespace: 'shop', node: 'edge-a1', address })
  })
  const block: Manifest = blockManifest({
    cidr: { address: ip('10.64.1.0'), length: 29 },
    node: 'edge-a1',
    allocations: [null, 0, 1, 2, 3, null, null, null],
    attributes: letters.map((each) => ({
      handleId: `k8s-pod-network.shop.cart-5c7f9-${each}`,
      namespace: 'shop',
      node: 'edge-a1',
      pod: `cart-5c7f9-${each}`,
    })),
    unallocated: [5, 6, 7, 0],
  })
  const packed = packedLab(textOf([...pods, block]), LARGEST) ?? ''
  expect(unpackedLab(packed, LARGEST)).toBe(textOf([...pods, block]))
  const rows = packed.split('\n').slice(1)
  // The name is a container's too, so it is spelled once; in the block the four stand as a number.
  expect(rows.filter((row) => /b8d7w/.test(row))).toEqual(['cart-5c7f9-x2k4z\tb8d7w\tc5tqp\tzz9lm'])
  expect(rows).toContain('\x014')
})

it('no damage does more than to be refused', () => {
  const nodes = ['a', 'b-c', 'b-d', 'b-e'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: {},
  }))
  const whole = packedLab(textOf(nodes), LARGEST) ?? ''
  fc.assert(
    fc.property(
      fc.nat({ max: whole.length - 1 }),
      fc.constantFrom('', '9', '=', '>', '\n', '0', '['),
      (at, instead) => {
        try {
          expect(unpackedLab(whole.slice(0, at) + instead + whole.slice(at + 1), LARGEST).length).toBeLessThan(LARGEST)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(error).not.toBeInstanceOf(TypeError)
        }
      },
    ),
    { numRuns: 500 },
  )
})

it.each([
  ['rows that each add to the one before', `${head(1, 200_000)}\n${'>'.repeat(200_000)}\n9\t${'a'.repeat(1_800_000)}`],
  ['a shape of much text', `${head(1, 5_000, 'k'.repeat(1_000))}\n!${'='.repeat(4_999)}\na`],
])('%s: refused before there is no room left', (_, packed) => {
  expect(() => unpackedLab(packed, LARGEST)).toThrow()
})

function head(shapes: number, count: number, key = 'kind'): string {
  return JSON.stringify({
    shapes: Array.from({ length: shapes }, () => ({ [key]: 0 })),
    order: [0, count],
    guesses: [[0]],
  })
}
