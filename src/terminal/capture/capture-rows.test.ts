import { expect, it } from 'vitest'
import { findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { readCapture } from '../../engine/wire/read-capture'
import { writePcapng } from '../../engine/wire/write-pcapng'
import reference from '../../labs/reference.yaml'
import { runLine } from '../run-line'
import { captureOfTaps } from './capture-of'
import { capture } from './capture-rows'
import { type Tap, tapsOfHost } from './tap'

const session = { document: reference.document }
const fabric = realize(session.document)
const pinged = (line: string) => runLine(session, findHost(fabric, 'pod1') ?? '', line).sent
const far = pinged('ping -c 1 172.16.34.1')
const near = pinged('ping -c 1 172.16.184.2')

const cali = fabric.namespaces.get('k8s-w1')?.links.find(({ name }) => name.startsWith('cali'))?.name ?? ''
const taps: readonly Tap[] = [
  { host: 'default/pod1', link: 'eth0' },
  { host: 'k8s-w1', link: cali },
  { host: 'k8s-w1', link: 'tunl0' },
  { host: 'k8s-w1', link: 'ens5' },
  { host: 'k8s-w1', link: 'any' },
  { host: 'router', link: 'eth0' },
]

const story = (expression: string, sent = far) =>
  capture(taps, expression, sent).rows.map(
    ({ tap, tapped }) => `${tap.host} ${tap.link === cali ? 'cali' : tap.link} ${tapped.direction}`,
  )

it('[CAPTURE-1] every tap has the ping where it passes, in order of lab time', () => {
  expect(story('').slice(0, 9)).toEqual([
    'default/pod1 eth0 out',
    'k8s-w1 cali in',
    'k8s-w1 any in',
    'k8s-w1 tunl0 out',
    'k8s-w1 any out',
    'k8s-w1 ens5 out',
    'k8s-w1 any out',
    'router eth0 in',
    'router eth0 out',
  ])
})

it('[CAPTURE-1] one filter holds for all taps: proto 4 only where the outer header is', () => {
  expect(new Set(story('proto 4').map((row) => row.replace(/ (in|out)$/, '')))).toEqual(
    new Set(['k8s-w1 ens5', 'k8s-w1 any', 'router eth0']),
  )
  expect(story('proto 4', near)).toEqual([])
})

it('[CAPTURE-1] a filter that a link cannot be asked is that tap’s problem alone', () => {
  const { counts } = capture(taps, 'ether src 02:00:00:00:00:01', far)
  const refused = taps.filter((_, index) => counts[index]?.problem).map(({ link }) => link)
  expect(refused).toEqual(['tunl0', 'any'])
})

it('[CAPTURE-2] the rows go into one file, an interface each tap, with the decision as comment', () => {
  const { rows } = capture(taps, '', [...far, ...near])
  const file = captureOfTaps(fabric, taps, rows, (_, step) => `step ${step}`)
  expect(file.interfaces.map(({ name, linkType }) => [name?.replace(cali, 'cali'), linkType])).toEqual([
    ['pod1:eth0', 1],
    ['k8s-w1:cali', 1],
    ['k8s-w1:tunl0', 101],
    ['k8s-w1:ens5', 1],
    ['k8s-w1:any', 276],
    ['router:eth0', 1],
  ])
  expect(file.frames.every(({ comment, direction }) => direction === 'in' || comment?.startsWith('step '))).toBe(true)
  const times = file.frames.map(({ timeNs }) => timeNs)
  expect(times).toEqual(times.toSorted((a, b) => Number(a - b)))
  expect(readCapture(writePcapng(file))).toEqual({ ok: true, value: file })
})

it('taps of a host: any, then its devices', () => {
  expect(tapsOfHost(fabric, 'default/pod1')).toEqual([
    { host: 'default/pod1', link: 'any' },
    { host: 'default/pod1', link: 'eth0' },
  ])
})
