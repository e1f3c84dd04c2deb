import { describe, expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import type { LabDocument } from '../engine/lab/document'
import { addressOfHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { tracePacket } from '../engine/trace/trace-packet'
import { roundTrip } from './round-trip'

function tripIn(lab: string | LabDocument, from: string, to: string) {
  const fabric = realize(typeof lab === 'string' ? readCase(lab).document : lab)
  const probe = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const
  return roundTrip(tracePacket(fabric, { from, destination: addressOfHost(fabric, to), ...probe }))
}

describe('roundTrip', () => {
  it('is wrapped both ways by the same machines', () => {
    expect(tripIn('reference-crosssubnet', 'default/pod1', 'default/pod3')).toEqual({
      there: { wrapping: 'ipip', machines: ['k8s-w1', 'router', 'k8s-w0'], delivered: true },
      back: { wrapping: 'ipip', machines: ['k8s-w0', 'router', 'k8s-w1'], delivered: true },
      asymmetries: [],
    })
  })

  it('has only one way if the request is lost', () => {
    const trip = tripIn('reference-never', 'default/pod1', 'default/pod3')
    expect(trip).toEqual({
      there: { wrapping: 'bare', machines: ['k8s-w1', 'router'], delivered: false },
      asymmetries: [],
    })
  })

  it('finds the one-way tunnel of a node recorded as /32: wrapped there, bare back', () => {
    const text = JSON.stringify(readCase('reference-crosssubnet').document)
    const document: LabDocument = JSON.parse(text.replace('192.168.10.101/24', '192.168.10.101/32'))
    expect(tripIn(document, 'default/pod1', 'default/pod2')).toEqual({
      there: { wrapping: 'ipip', machines: ['k8s-w1', 'k8s-w2'], delivered: true },
      back: { wrapping: 'bare', machines: ['k8s-w2', 'k8s-w1'], delivered: true },
      asymmetries: ['wrapping'],
    })
  })

  it('says that a reply set out bare even where it was lost on the way', () => {
    const text = JSON.stringify(readCase('reference-crosssubnet').document)
    const document: LabDocument = JSON.parse(text.replace('192.168.20.100/24', '192.168.20.100/16'))
    expect(tripIn(document, 'default/pod1', 'default/pod3')).toMatchObject({
      there: { wrapping: 'ipip', delivered: true },
      back: { wrapping: 'bare', machines: ['k8s-w0', 'router'], delivered: false },
      asymmetries: ['wrapping'],
    })
  })
})
