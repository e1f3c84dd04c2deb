import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { invariant } from '../../engine/invariant'
import { podNamespaceName } from '../../engine/lab/find-host'
import { parseLab } from '../../io/parse-lab'
import type { Session } from '../command'
import { textOf } from '../output'
import { runLine } from '../run-line'

const REFERENCE = readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8')
const pod1 = podNamespaceName({ namespace: 'default', name: 'pod1' })

function sessionOf(text: string): Session {
  const parsed = parseLab(text)
  invariant(parsed.ok, 'the lab does not parse')
  return { document: parsed.value.document }
}

const crossSubnet = sessionOf(REFERENCE)
const never = sessionOf(REFERENCE.replace('ipipMode: CrossSubnet', 'ipipMode: Never'))

function ran(session: Session, host: string, line: string) {
  const { chunks, exitCode } = runLine(session, host, line)
  const notes = chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note.code] : []))
  return { out: textOf(chunks, 'out'), err: textOf(chunks, 'err'), exitCode, notes }
}

/** Virtual times are the lab's own; what surrounds them is ping's. */
const withoutTimes = (text: string): string =>
  text.replaceAll(/time=[\d.]+ ms/g, 'time=T ms').replace(/mdev = .* ms/, 'mdev = T ms')

describe('[PING-1] what ping prints', () => {
  it('an answer', () => {
    const { out, err, exitCode } = ran(crossSubnet, pod1, 'ping -c 1 172.16.34.1')
    expect(withoutTimes(out)).toBe(`PING 172.16.34.1 (172.16.34.1) 56(84) bytes of data.
64 bytes from 172.16.34.1: icmp_seq=1 ttl=62 time=T ms

--- 172.16.34.1 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
rtt min/avg/max/mdev = T ms
`)
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 })
  })

  it('silence', () => {
    expect(ran(never, pod1, 'ping -c 1 172.16.34.1')).toEqual({
      out: `PING 172.16.34.1 (172.16.34.1) 56(84) bytes of data.

--- 172.16.34.1 ping statistics ---
1 packets transmitted, 0 received, 100% packet loss, time 0ms

`,
      err: '',
      exitCode: 1,
      notes: [],
    })
  })

  it('nobody answers for the address: the errors come together, when ARP has given up', () => {
    // As under Linux 6.1.
    expect(
      ran(crossSubnet, 'k8s-w1', 'ping -c 4 192.168.10.78').out,
    ).toBe(`PING 192.168.10.78 (192.168.10.78) 56(84) bytes of data.
From 192.168.10.101 icmp_seq=1 Destination Host Unreachable
From 192.168.10.101 icmp_seq=2 Destination Host Unreachable
From 192.168.10.101 icmp_seq=3 Destination Host Unreachable
From 192.168.10.101 icmp_seq=4 Destination Host Unreachable

--- 192.168.10.78 ping statistics ---
4 packets transmitted, 0 received, +4 errors, 100% packet loss, time 3000ms
pipe 4
`)
  })

  it('-W says how long the last packet waits', () => {
    expect(ran(crossSubnet, 'k8s-w1', 'ping -c 1 192.168.10.78').out).toContain('Destination Host Unreachable')
    expect(ran(crossSubnet, 'k8s-w1', 'ping -c 1 -W 2 192.168.10.78').out).not.toContain('Unreachable')
    expect(ran(crossSubnet, 'k8s-w1', 'ping -c 1 -W 0 192.168.10.78').out).toContain('Destination Host Unreachable')
  })

  it.each([
    [never, 'k8s-w1', '-c 1 172.16.34.1', 'From 192.168.10.1 icmp_seq=1 Destination Net Unreachable'],
    [crossSubnet, pod1, '-c 1 -t 1 172.16.34.1', 'From 192.168.10.101 icmp_seq=1 Time to live exceeded'],
    [crossSubnet, pod1, '-c1 -t2 172.16.184.2', 'From 192.168.10.102 icmp_seq=1 Time to live exceeded'],
  ] as const)('an ICMP error (%#)', (session, host, words, line) => {
    const { out, exitCode } = ran(session, host, `ping ${words}`)
    expect(out.split('\n')[1]).toBe(line)
    expect(out).toContain('1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n\n')
    expect(exitCode).toBe(1)
  })

  it('a packet that is too long for the first link', () => {
    const { out, err, exitCode } = ran(crossSubnet, pod1, 'ping -c 2 -s 1472 -M do 172.16.34.1')
    expect(err).toBe('ping: local error: message too long, mtu=1480\n'.repeat(2))
    expect(out).toBe(`PING 172.16.34.1 (172.16.34.1) 1472(1500) bytes of data.

--- 172.16.34.1 ping statistics ---
2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1000ms

`)
    expect(exitCode).toBe(1)
  })

  it('a packet that is too long for IPv4', () => {
    expect(ran(crossSubnet, pod1, 'ping -c 1 -s 2147483647 172.16.34.1').err).toBe(
      'ping: local error: message too long, mtu=1480\n',
    )
  })

  it('an address that the host itself refuses, before anything is sent', () => {
    expect(ran(crossSubnet, 'k8s-w1', 'ping -c 1 172.16.158.99')).toMatchObject({
      out: '',
      err: 'ping: connect: Invalid argument\n',
      exitCode: 2,
    })
    expect(ran(crossSubnet, 'router', 'ping -c 1 8.8.8.8').err).toBe('ping: connect: Network is unreachable\n')
  })

  it('too small a packet for a timestamp has no time', () => {
    const { out } = ran(crossSubnet, pod1, 'ping -c 1 -s 15 172.16.34.1')
    expect(out).toContain('23 bytes from 172.16.34.1: icmp_seq=1 ttl=62\n')
    expect(out).not.toContain('rtt')
  })

  it('-q keeps the lines back', () => {
    const { out } = ran(crossSubnet, pod1, 'ping -q -c 2 172.16.34.1')
    expect(out.split('\n').slice(0, 4)).toEqual([
      'PING 172.16.34.1 (172.16.34.1) 56(84) bytes of data.',
      '',
      '--- 172.16.34.1 ping statistics ---',
      '2 packets transmitted, 2 received, 0% packet loss, time 1000ms',
    ])
  })

  it('without -c it stops by itself and the lab says so', () => {
    const { out, notes } = ran(crossSubnet, pod1, 'ping 172.16.34.1')
    expect(out).toContain('4 packets transmitted, 4 received, 0% packet loss, time 3000ms')
    expect(notes).toEqual(['ping-stops'])
  })

  it.each([
    ['', 'usage error: Destination address required', 1],
    ['foo', 'foo: Name or service not known', 2],
    ['-c 0 1.1.1.1', "invalid argument: '0': out of range: 1 <= value <= 9223372036854775807", 1],
    ['-c x 1.1.1.1', "invalid argument: 'x'", 1],
    ['-t 256 1.1.1.1', "invalid argument: '256': out of range: 0 <= value <= 255", 1],
    ['-s -1 1.1.1.1', "invalid argument: '-1': out of range: 0 <= value <= 2147483647", 1],
    ['-M foo 1.1.1.1', 'invalid -M argument: foo', 2],
    ['-t 0 172.16.34.1', 'cannot set unicast time-to-live: Invalid argument', 2],
    ['-W -1 172.16.34.1', 'bad linger time: -1', 2],
    ['-6 172.16.34.1', '172.16.34.1: Address family for hostname not supported', 2],
    ['192.168.10.255', 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules', 2],
  ])('ping %s is refused as ping does', (words, text, exitCode) => {
    expect(ran(crossSubnet, 'k8s-w1', `ping ${words}`)).toEqual({
      out: '',
      err: `ping: ${text}\n`,
      exitCode,
      notes: [],
    })
  })

  it('an IPv6 address is said to be outside the model', () => {
    expect(ran(crossSubnet, pod1, 'ping -c 1 fd00::1')).toEqual({
      out: '',
      err: '',
      exitCode: 2,
      notes: ['option-not-modelled'],
    })
  })

  it('[POLICY-1] what a policy decides is said not to be known', () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}}\n'
    const { out, notes } = ran(sessionOf(`${REFERENCE}\n---\n${policy}`), pod1, 'ping -c 2 172.16.34.1')
    expect(out).toContain('2 packets transmitted, 0 received')
    expect(notes).toEqual(['ping-not-known'])
  })

  it('an unknown option is answered by the usage', () => {
    const { err, exitCode } = ran(crossSubnet, pod1, 'ping -z 1.1.1.1')
    expect(err).toMatch(/^ping: invalid option -- 'z'\n\nUsage\n {2}ping \[options] <destination>\n/)
    expect(exitCode).toBe(2)
    expect(ran(crossSubnet, pod1, 'ping -c').err).toMatch(/^ping: option requires an argument -- 'c'\n/)
  })

  it('an option that the lab does not model is said to be none of it', () => {
    expect(ran(crossSubnet, pod1, 'ping -f 172.16.34.1')).toEqual({
      out: '',
      err: '',
      exitCode: 2,
      notes: ['option-not-modelled'],
    })
  })

  it('a wrong number of seconds is a warning', () => {
    const { err, exitCode } = ran(crossSubnet, pod1, 'ping -W x -c 1 172.16.34.1')
    expect(err).toBe('ping: option argument contains garbage: x\nping: this will become fatal error in the future\n')
    expect(exitCode).toBe(0)
  })

  it('the same session gives the same text', () => {
    expect(ran(crossSubnet, pod1, 'ping -c 3 172.16.34.1')).toEqual(ran(crossSubnet, pod1, 'ping -c 3 172.16.34.1'))
  })
})

it('[PING-2] a session remembers what its network learned, and when it is', () => {
  const first = runLine(crossSubnet, pod1, 'ping -c 2 172.16.34.1')
  const second = runLine(first.session, pod1, 'ping -c 1 172.16.34.1')
  expect(first.session.memory?.nowUs).toBeGreaterThan(1_000_000)
  expect(second.session.memory?.nowUs).toBeGreaterThan(first.session.memory?.nowUs ?? 0)
  expect(runLine(first.session, pod1, 'ip route').session.memory).toBe(first.session.memory)
})
