import { describe, expect, it } from 'vitest'
import type { Fabric } from '../../engine/fabric/fabric'
import { bornWithVxlan, edited } from '../../engine/lab/example-lab'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { outcomeOfPair } from '../pairs/ping-pair'
import { halfApplied } from './half-applied'
import { entriesOf, type Transition, transitionOf } from './transition'

const POOL = 'default-ipv4-ippool'
const MODES = ['Never', 'CrossSubnet', 'Always'] as const
type Mode = (typeof MODES)[number]

const inMode = (mode: Mode, lab = reference.document) => edited(lab, { kind: 'set-ipip-mode', pool: POOL, mode })

function between(before: Fabric, after: Fabric, order?: readonly string[]): Transition {
  const transition = transitionOf(before, after, order)
  if (typeof transition === 'string') throw new Error(transition)
  return transition
}

const countsOf = ({ moments }: Transition) =>
  moments.map((moment) => [
    moment.arrived.join(),
    entriesOf(moment)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  ])

describe('transitionOf', () => {
  it('a flip from CrossSubnet to Always loses nobody: what is wrapped too early is unwrapped all the same', () => {
    const transition = between(realize(inMode('CrossSubnet')), realize(inMode('Always')))
    expect(countsOf(transition)).toEqual([
      ['', 'direct 1, ipip 2'],
      ['k8s-m', 'direct 1, ipip 2'],
      ['k8s-w1', 'ipip 2, asymmetric 1'],
      ['k8s-w2', 'ipip 3'],
    ])
    expect(transition.windows).toEqual([])
  })

  it('[IPIP-3] on the way to Never the machines that are through still unwrap what others send', () => {
    const [before, after] = [realize(inMode('Always')), realize(inMode('Never'))]
    // pod1 is on k8s-w1, pod2 on k8s-w2 of the same subnet: one way bare, the other wrapped.
    const half = halfApplied(before, after, new Set(['k8s-w1']))
    expect(outcomeOfPair(half, 'default/pod1', 'default/pod2').kind).toBe('asymmetric')
    const { links = [] } = half.namespaces.get('k8s-w1') ?? {}
    expect(links.find(({ name }) => name === 'tunl0')).toMatchObject({ up: true, addresses: [] })
    expect(between(before, after).windows).toEqual([])
  })

  it('from VXLAN to IPIP each pair is lost while one of its nodes knows only the one and the other only the other', () => {
    const vxlan = bornWithVxlan(reference.document, 'Always')
    const ipip = edited(
      vxlan,
      { kind: 'set-vxlan-mode', pool: POOL, mode: 'Never' },
      { kind: 'set-ipip-mode', pool: POOL, mode: 'Always' },
    )
    const transition = between(realize(vxlan), realize(ipip))
    expect(transition.windows.map(({ from, until, count }) => [from, until, count])).toEqual([
      [2, 3, 1],
      [2, 4, 1],
      [3, 4, 1],
    ])
  })

  it('takes the order it is given, and puts who is not named behind', () => {
    const [before, after] = [realize(inMode('Never')), realize(inMode('Always'))]
    expect(between(before, after, ['k8s-w2', 'nobody']).order).toEqual(['k8s-w2', 'k8s-m', 'k8s-w0', 'k8s-w1'])
  })

  it('is not shown of a change of the cabling', () => {
    const moved = edited(reference.document, { kind: 'move-node', node: 'k8s-w2', subnet: 'b' })
    expect(transitionOf(realize(reference.document), realize(moved))).toBe('cabling')
  })
})
