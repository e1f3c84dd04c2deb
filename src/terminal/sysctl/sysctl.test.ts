import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { textOf } from '../output'
import { runLine } from '../run-line'

const session = { document: reference.document }
const KEY = 'net.ipv4.conf.all.rp_filter'

it.each(['k8s-w1', 'router'])('[TERM-13] rp_filter is set on %s, read back, and taken back', (host) => {
  const set = runLine(session, host, `sysctl -w ${KEY}=1`)
  expect(textOf(set.chunks, 'out', 'err')).toBe(`${KEY} = 1\n`)
  expect(textOf(runLine(set.session, host, `sysctl -n ${KEY}`).chunks, 'out')).toBe('1\n')
  const back = runLine(set.session, host, `sysctl -q ${KEY}=0`)
  expect(textOf(back.chunks, 'out', 'err')).toBe('')
  expect(back.session.document.manifests).toEqual(reference.document.manifests)
})

it.each([
  ['k8s-w1', 'sysctl -w net.ipv4.ip_forward=0'],
  ['k8s-w1', `sysctl ${KEY}=7`],
  ['default/pod1', `sysctl ${KEY}=1`],
])('[TERM-13] on %s, `%s` changes nothing, and the lab says so', (host, line) => {
  const { chunks, exitCode, session: after } = runLine(session, host, line)
  expect([textOf(chunks, 'out', 'err'), exitCode, after.document]).toEqual(['', 1, reference.document])
  expect(chunks).toMatchObject([{ note: { code: 'command-not-modelled' } }])
})
