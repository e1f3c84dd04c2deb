import { expect, it } from 'vitest'
import type { Fabric } from '../fabric/fabric'
import { createFabric } from '../fabric/fabric'
import { ip } from '../net/ipv4'
import { FRESH_MEMORY } from './memory'
import { BACKLOG, callNext, enqueue, nextTask, startRun, type Task } from './run'

const fabric: Fabric = createFabric([], [])
const probe = { from: 'pod', destination: ip('10.0.0.1'), payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const

const frame = { linkType: 'raw', bytes: new Uint8Array() } as const
const task = (packet: number): Task => ({ kind: 'arrive', packet, port: { namespace: 'node', link: 'eth0' }, frame })

const packetOf = (found: Task | undefined) => (found?.kind === 'arrive' ? found.packet : undefined)

it('[OUT-3] polls one queue until it is empty, then the one that was first to have something; a call goes before', () => {
  const run = startRun(fabric, probe, FRESH_MEMORY)
  const order: (number | undefined)[] = []
  const next = () => order.push(packetOf(nextTask(run)))
  enqueue(run, BACKLOG, task(1))
  next()
  // What is polled now is added to while another has something already.
  enqueue(run, 'node tunl0', task(4))
  enqueue(run, BACKLOG, task(3))
  callNext(run, task(2))
  for (let count = 0; count < 4; count++) next()
  expect(order).toEqual([1, 2, 3, 4, undefined])
})
