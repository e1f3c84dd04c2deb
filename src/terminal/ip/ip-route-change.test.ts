import { expect, it } from 'vitest'
import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import reference from '../../labs/reference.yaml'
import { textOf } from '../output'
import { runLine } from '../run-line'

const session = { document: reference.document }

const notesOf = ({ chunks }: ReturnType<typeof runLine>): readonly string[] =>
  chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note.code] : []))

it('[TERM-12] a route added on a router is a line of the lab, and deleted the lab is as it was', () => {
  const added = runLine(session, 'router', 'ip route add 172.16.34.0/24 via 192.168.20.100 metric 7')
  const [router] = clusterOf(added.session.document).underlay.routers
  expect(router?.routes.map(({ to, via, metric }) => [formatPrefix(to), formatIpv4(via), metric])).toEqual([
    ['172.16.34.0/24', '192.168.20.100', 7],
  ])
  const deleted = runLine(added.session, 'router', 'ip route del 172.16.34.0/24')
  expect(deleted.exitCode).toBe(0)
  expect(deleted.session.document.manifests).toEqual(reference.document.manifests)
})

it('[TERM-12] a route to the block lets a pod’s ping through where there is no tunnel', () => {
  const never = runLine(session, '-', `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'`)
  const ping = 'ping -c 1 -W 1 172.16.34.1'
  expect(runLine(never.session, 'default/pod1', ping).exitCode).toBe(1)
  const there = runLine(never.session, 'router', 'ip route add 172.16.34.0/24 via 192.168.20.100')
  const both = runLine(there.session, 'router', 'ip route add 172.16.158.0/24 via 192.168.10.101')
  expect(runLine(both.session, 'default/pod1', ping).exitCode).toBe(0)
})

it.each([
  ['k8s-w1', 'ip route del 172.16.34.0/24'],
  ['k8s-w1', 'ip route del 172.16.158.8'],
  ['k8s-w1', 'ip route del default'],
  ['k8s-w1', 'ip route add blackhole 10.0.0.0/8'],
  ['k8s-w1', 'ip route add 10.0.0.0/8 dev ens5'],
  ['default/pod1', 'ip route add 10.0.0.0/8 via 169.254.1.1'],
])('[TERM-12] on %s, `%s` is not the lab’s to do, and it says so', (host, line) => {
  const result = runLine(session, host, line)
  expect(notesOf(result)).toEqual(['command-not-modelled'])
  expect(textOf(result.chunks, 'out', 'err')).toBe('')
  expect(result.exitCode).toBe(1)
  expect(result.session.document).toBe(reference.document)
})
