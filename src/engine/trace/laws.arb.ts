import { expect } from 'vitest'
import { checksumFaults } from '../wire/checksum-faults'
import type { Step, Trace } from './trace'

// For properties: what holds of every trace, whatever the lab and the ping.

const frameOf = ({ event, bytes }: Step) => ('frame' in event ? event.frame : { linkType: 'raw' as const, bytes })

export function expectValidChecksums({ steps }: Trace): void {
  for (const step of steps) {
    expect(checksumFaults(step.bytes, 'ipv4')).toEqual([])
    const { bytes, linkType } = frameOf(step)
    expect(checksumFaults(bytes, linkType)).toEqual([])
  }
}

/** A packet enters a machine, or is made there, before it leaves. */
export function expectEntryBeforeExit({ steps, packets }: Trace): void {
  for (const [packet] of packets.entries()) {
    const seen = new Set<string>()
    for (const { namespace, event } of steps.filter((step) => step.packet === packet)) {
      if (event.kind === 'receive' || event.kind === 'originate') seen.add(namespace)
      if (event.kind === 'transmit' || event.kind === 'forward') expect(seen).toContain(namespace)
    }
  }
}

/** Every packet has one fate, and its last step says which. */
export function expectOneFate({ steps, packets }: Trace): void {
  for (const [packet, { fate }] of packets.entries()) {
    const end = steps.findLast(({ packet: of }) => of === packet)?.event.kind
    if (end !== undefined) expect(fate).toBe(end === 'deliver' ? 'delivered' : 'lost')
    const deliveries = steps.filter(({ packet: of, event }) => of === packet && event.kind === 'deliver')
    expect(deliveries.length).toBeLessThan(2)
  }
}

/** A ping that is delivered is answered, and the answer delivered or its loss explained. */
export function expectAnswerExplained({ steps, packets }: Trace): void {
  const isAnswered = (request: number): boolean =>
    packets.some(({ kind, parent }) => kind === 'reply' && parent === request)
  for (const [packet, { kind, fate }] of packets.entries()) {
    if (kind === 'request' && fate === 'delivered') expect(isAnswered(packet)).toBe(true)
    const reasons = steps.flatMap(({ packet: of, event }) =>
      of === packet && event.kind === 'drop' ? [event.reason.kind] : [],
    )
    // Of a packet in fragments each may be lost; of one that waits for its other fragments nothing is said.
    if (kind === 'reply') expect(fate === 'delivered' || reasons.length > 0).toBe(true)
    expect(reasons).not.toContain('unmodelled')
  }
}

export function expectVerdictFromSteps({ steps, packets, verdict, probe }: Trace): void {
  const arrived = (kind: string) =>
    steps.some(
      ({ packet, namespace, event }) =>
        event.kind === 'deliver' && packets[packet]?.kind === kind && namespace === probe.from,
    )
  switch (verdict.kind) {
    case 'answered':
      return expect(arrived('reply')).toBe(true)
    case 'error':
      return expect(arrived('error')).toBe(true)
    case 'lost':
      return expect(steps[verdict.step]?.event.kind).toBe('drop')
    case 'local-error':
      return expect(steps.filter(({ event }) => event.kind !== 'drop').map(({ event }) => event.kind)).toEqual([])
  }
}

/** Time does not run backwards, and steps are numbered in its order. */
export function expectTimeForward({ steps }: Trace): void {
  expect(steps.map(({ index }) => index)).toEqual(steps.map((_step, i) => i))
  expect(steps.every(({ timeUs }, i) => timeUs > (steps[i - 1]?.timeUs ?? 0))).toBe(true)
}
