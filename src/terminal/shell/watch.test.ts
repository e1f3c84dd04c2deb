import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { Running } from '../command'
import { textOf } from '../output'
import { runLine, startLine } from '../run-line'

const session = { document: reference.document }
const printed = ({ chunks }: Pick<Running, 'chunks'>): string => textOf(chunks, 'out', 'err')

const CLEAR = '\x1b[H\x1b[2J\x1b[3J'
const TITLE = 'Every 2.0s: ip route show 172.16.34.0/24        k8s-w1: Fri Sep 13 08:00:00 2024\n\n'

it('[TERM-13] watch prints again when the lab has changed, and marks what is new with -d', () => {
  const first = startLine(session, 'k8s-w1', 'watch -d ip route show 172.16.34.0/24')
  expect(printed(first)).toBe(`${TITLE}172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird onlink \n`)
  const { session: never } = runLine(
    session,
    '-',
    `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'`,
  )
  const second = first.listening?.hear(never, [])
  expect(second && printed(second)).toBe(
    `${CLEAR}${TITLE}172.16.34.0/24 via 192.168.\x1b[7m1\x1b[27m0.1\x1b[7m dev ens5 proto bird \x1b[27m\n`,
  )
  const end = second?.listening?.interrupt(never)
  expect([end?.exitCode, end?.listening, end && printed(end)]).toEqual([0, undefined, ''])
})

it('[TERM-13] watch -g ends with the first change', () => {
  const first = startLine(session, 'k8s-w1', 'watch -t -g date')
  const later = runLine(session, 'k8s-w1', 'sleep 5').session
  const second = first.listening?.hear(later, [])
  expect([second && printed(second), second?.listening]).toEqual([`${CLEAR}Fri Sep 13 08:00:05 UTC 2024\n`, undefined])
})

it('[TERM-13] timeout ends a tcpdump when the lab’s clock has gone on by so much', () => {
  const listening = startLine(session, 'k8s-w1', 'timeout 3 tcpdump -nn -i tunl0; echo $?')
  const ping = runLine(session, 'default/pod1', 'ping -c 1 172.16.34.1')
  const heard = listening.listening?.hear(ping.session, ping.sent)
  expect(heard && printed(heard)).toContain('ICMP echo request')
  expect(heard?.listening).toBeDefined()
  const later = runLine(ping.session, 'k8s-w1', 'sleep 4').session
  const end = heard?.listening?.hear(later, [])
  expect(end && printed(end)).toMatch(/packets captured\n[\s\S]*124\n$/)
  expect(end?.listening).toBeUndefined()
})
