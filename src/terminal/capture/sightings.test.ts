import { expect, it } from 'vitest'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { runLine } from '../run-line'
import { capture } from './capture-rows'
import { type Sighting, sightings } from './sightings'

const session = { document: reference.document }
const pinged = (line: string) => runLine(session, 'default/pod1', line).sent
const sent = [...pinged('ping -c 1 172.16.34.1'), ...pinged('ping -c 1 172.16.184.2')]

const taps = [
  { host: 'default/pod1', link: 'eth0' },
  { host: 'k8s-w1', link: 'ens5' },
  { host: 'k8s-w1', link: 'tunl0' },
]
const brief = (sighting: Sighting) => (sighting.kind === 'none' ? '-' : `${sighting.kind} ${sighting.wrapping}`)

it('[CAPTURE-4] says of each packet which tap sees it, and how', () => {
  expect(realize(session.document).namespaces.has('k8s-w1')).toBe(true)
  const { packets, rows } = sightings(taps, capture(taps, 'icmp', sent), 4)
  expect(packets.map(({ sentIndex, kind }) => `${sentIndex} ${kind}`)).toEqual([
    '0 request',
    '0 reply',
    '1 request',
    '1 reply',
  ])
  expect(rows.map((row) => row.map(brief))).toEqual([
    ['caught none', 'caught none', 'caught none', 'caught none'],
    ['filtered-out ipip', 'filtered-out ipip', 'caught none', 'caught none'],
    ['caught none', 'caught none', '-', '-'],
  ])
})

it('of many pings only the last are shown', () => {
  expect(sightings(taps, capture(taps, '', sent), 1).packets.map(({ sentIndex }) => sentIndex)).toEqual([1, 1])
})
