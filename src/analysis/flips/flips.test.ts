import { describe, expect, it } from 'vitest'
import type { LabDocument } from '../../engine/lab/document'
import { bornWithVxlan, edited } from '../../engine/lab/example-lab'
import type { Fault } from '../../engine/lab/faults/fault'
import reference from '../../labs/reference.yaml'
import { sayInEnglish } from '../../words/english'
import { flipText } from '../../words/flip-text'
import { flipsOf } from './flips-of'

const POOL = 'default-ipv4-ippool'
const REFERENCE = reference.document
const NEVER = edited(REFERENCE, { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' })
const broken = (document: LabDocument, fault: Fault) => edited(document, { kind: 'set-fault', fault, on: true })

const told = (document: LabDocument, from: string, to: string, most = 30): readonly string[] =>
  flipsOf(document, { from: `default/${from}`, to: to.startsWith('k8s') ? to : `default/${to}` }, most).map(
    (flip) => `${flip.effect} ${flip.after.kind}: ${sayInEnglish(flipText(flip))}`,
  )

describe('what would turn the ping over', () => {
  it('the reference session’s loss: every way out, the smallest first', () => {
    expect(told(NEVER, 'pod1', 'pod3')).toEqual([
      'delivers ipip: ipipMode of default-ipv4-ippool to CrossSubnet',
      'delivers ipip: ipipMode of default-ipv4-ippool to Always',
      'delivers vxlan: vxlanMode of default-ipv4-ippool to CrossSubnet',
      'delivers vxlan: vxlanMode of default-ipv4-ippool to Always',
      'delivers direct: routes to 172.16.158.0/24, 172.16.34.0/24 on router',
      'delivers direct: BGP between router (AS 65001) and the nodes, so that it learns the blocks',
      'delivers direct: k8s-w1 into subnet b',
      'delivers direct: k8s-w0 into subnet a',
    ])
  })

  it('of an answered ping: what would lose it, and what would carry it otherwise', () => {
    expect(told(REFERENCE, 'pod1', 'pod3')).toEqual([
      'loses lost: ipipMode of default-ipv4-ippool to Never',
      'rewraps vxlan: vxlanMode of default-ipv4-ippool to CrossSubnet',
      'rewraps vxlan: vxlanMode of default-ipv4-ippool to Always',
      'loses lost: BGP mesh off',
      'loses lost: k8s-w1 recorded with a mask of /19',
      'loses lost: k8s-w0 recorded with a mask of /19',
      'rewraps direct: k8s-w1 into subnet b',
      'rewraps direct: k8s-w0 into subnet a',
      'loses lost: BGP’s TCP dropped by the network',
      'loses lost: protocol 4 dropped by the network',
      'loses lost: BGP between k8s-w1 and k8s-w0 lost',
      'loses lost: BIRD stopped on k8s-w1',
      'loses lost: no tunl0 on k8s-w1',
      'loses lost: BIRD stopped on k8s-w0',
      'loses lost: no tunl0 on k8s-w0',
      'loses lost: router off',
    ])
  })

  it.each<[string, Fault, LabDocument, string]>([
    ['protocol 4 filtered', { kind: 'dropped', what: 'ipip' }, REFERENCE, 'let protocol 4 through'],
    [
      'a mask too wide',
      { kind: 'wrong-mask', node: 'k8s-w1', length: 16 },
      REFERENCE,
      'the subnet’s mask, /24, for k8s-w1',
    ],
    ['BIRD stopped', { kind: 'bird-stopped', node: 'k8s-w0' }, REFERENCE, 'start BIRD on k8s-w0'],
    ['the router off', { kind: 'router-down', router: 'router' }, REFERENCE, 'switch the router on'],
    ['UDP filtered', { kind: 'dropped', what: 'vxlan' }, bornWithVxlan(REFERENCE, 'Always'), 'let VXLAN’s UDP through'],
  ])('%s: lifting it comes first', (_, fault, document, expected) => {
    expect(told(broken(document, fault), 'pod1', 'pod3')[0]).toContain(expected)
  })

  it('a host that is not there turns nothing over', () => {
    expect(told(REFERENCE, 'pod1', 'pod9')).toEqual([])
  })

  it('no more than are read', () => expect(told(REFERENCE, 'pod1', 'pod3', 3)).toHaveLength(3))
})
