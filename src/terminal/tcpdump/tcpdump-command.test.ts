import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import type { Session } from '../command'
import { textOf } from '../output'
import { runLine, startLine } from '../run-line'

const parsed = parseLab(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'), 'lab.yaml')
if (!parsed.ok) throw new Error('the reference lab does not parse')
const session: Session = { document: parsed.value.document }
const fabric = realize(session.document)
const hostNamed = (name: string): string => findHost(fabric, name) ?? ''

/** What the line prints on that host while a ping runs, then on Ctrl-C; clock times are left out. */
function listen(host: string, line: string, ping = 'ping -c 1 172.16.34.1') {
  const running = startLine(session, hostNamed(host), line)
  const pinged = runLine(session, hostNamed('pod1'), ping)
  const heard = running.listening?.hear(pinged.session, pinged.sent)
  const stopped = heard?.listening?.interrupt(pinged.session)
  const text = (chunks: typeof running.chunks = []): string =>
    textOf(chunks, 'out', 'err').replaceAll(/^\d\d:\d\d:\d\d\.\d{6} /gm, '')
  return { before: text(running.chunks), during: text(heard?.chunks), after: text(stopped?.chunks) }
}

const ANY = `tcpdump: data link type LINUX_SLL2
tcpdump: verbose output suppressed, use -v[v]... for full protocol decode
listening on any, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 262144 bytes
`

it('[TERM-3] the reference session: proto 4 on any device, in mode CrossSubnet', () => {
  const { before, during } = listen('k8s-w1', 'tcpdump -i any proto 4 -nn')
  expect(before).toBe(ANY)
  expect(
    during,
  ).toBe(`ens5  Out IP 192.168.10.101 > 192.168.20.100: IP 172.16.158.8 > 172.16.34.1: ICMP echo request, id 1, seq 1, length 64
ens5  In  IP 192.168.20.100 > 192.168.10.101: IP 172.16.34.1 > 172.16.158.8: ICMP echo reply, id 1, seq 1, length 64
`)
})

it('[TERM-3] the reference session: a direct path has icmp on the wire, and no proto 4', () => {
  const direct = listen('k8s-w1', 'tcpdump -i ens5 -nn icmp', 'ping -c 1 172.16.184.2')
  expect(direct.before).toBe(`tcpdump: verbose output suppressed, use -v[v]... for full protocol decode
listening on ens5, link-type EN10MB (Ethernet), snapshot length 262144 bytes
`)
  expect(direct.during).toBe(`IP 172.16.158.8 > 172.16.184.2: ICMP echo request, id 1, seq 1, length 64
IP 172.16.184.2 > 172.16.158.8: ICMP echo reply, id 1, seq 1, length 64
`)
  expect(listen('k8s-w1', 'tcpdump -i any proto 4 -nn', 'ping -c 1 172.16.184.2')).toMatchObject({
    before: ANY,
    during: '',
  })
})

it('Ctrl-C and -c end it with the figures', () => {
  const statistics = (packets: string) =>
    `${packets} captured\n${packets} received by filter\n0 packets dropped by kernel\n`
  expect(listen('k8s-w1', 'tcpdump -i tunl0 -nn -t').after).toContain(statistics('2 packets'))
  const { during } = listen('k8s-w1', 'tcpdump -i tunl0 -nn -c 1')
  expect(during).toBe(
    `IP 172.16.158.8 > 172.16.34.1: ICMP echo request, id 1, seq 1, length 64\n${statistics('1 packet')}`,
  )
})

it('[CAPTURE-5] an empty capture ends with why, and with what would have shown something', () => {
  const notes = (line: string, ping?: string) => {
    const running = startLine(session, hostNamed('k8s-w1'), line)
    const pinged = ping === undefined ? undefined : runLine(session, hostNamed('pod1'), ping)
    const heard = pinged ? running.listening?.hear(pinged.session, pinged.sent) : running
    const stopped = heard?.listening?.interrupt(session)
    return stopped?.chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note] : []))
  }
  expect(notes('tcpdump -i ens5 -nn icmp', 'ping -c 1 172.16.34.1')).toEqual([
    { code: 'empty-because', params: { why: { key: 'whyEmpty.hidden.ipip', params: { part: 'icmp' } } } },
    {
      code: 'empty-instead',
      params: { what: { key: 'whyEmpty.tryFilter', params: { count: 2, filter: 'icmp or proto 4' } } },
    },
  ])
  expect(notes('tcpdump -i tunl0 -nn', 'ping -c 1 172.16.184.2')?.map(({ code }) => code)).toEqual([
    'empty-because',
    'empty-instead',
  ])
  expect(notes('tcpdump -i ens5 -nn proto 4', 'ping -c 1 172.16.34.1')).toEqual([])
  expect(notes('tcpdump -i ens5 -nn proto 4')).toEqual([])
})

it('refuses in tcpdump’s words', () => {
  const { chunks, exitCode } = runLine(session, hostNamed('k8s-w1'), 'tcpdump -i nosuch')
  expect(textOf(chunks, 'err')).toBe('tcpdump: nosuch: No such device exists\n(No such device exists)\n')
  expect(exitCode).toBe(1)
  const bad = runLine(session, hostNamed('k8s-w1'), 'tcpdump -i ens5 proto 4 and')
  expect(textOf(bad.chunks, 'err')).toBe("tcpdump: can't parse filter expression: syntax error\n")
  const count = runLine(session, hostNamed('k8s-w1'), 'tcpdump -c foo')
  expect(textOf(count.chunks, 'err')).toBe('tcpdump: invalid packet count foo\n')
})

it('what -w wrote, -r prints', () => {
  const host = hostNamed('k8s-w1')
  const running = startLine(session, host, 'tcpdump -i ens5 -w ping.pcap')
  const pinged = runLine(session, hostNamed('pod1'), 'ping -c 1 172.16.34.1')
  const heard = running.listening?.hear(pinged.session, pinged.sent)
  const stopped = heard?.listening?.interrupt(pinged.session)
  if (!stopped) throw new Error('the capture ended too soon')
  const { chunks } = runLine(stopped.session, host, 'tcpdump -nn -t -r ping.pcap proto 4 and src 192.168.10.101')
  expect(textOf(chunks, 'out')).toBe(
    'IP 192.168.10.101 > 192.168.20.100: IP 172.16.158.8 > 172.16.34.1: ICMP echo request, id 1, seq 1, length 64\n',
  )
})

it('-Q takes one way only, -s the beginning of a frame, -# counts them', () => {
  expect(listen('k8s-w1', 'tcpdump -i tunl0 -nn -t -Q in').during).toBe(
    'IP 172.16.34.1 > 172.16.158.8: ICMP echo reply, id 1, seq 1, length 64\n',
  )
  const cut = listen('k8s-w1', 'tcpdump -i tunl0 -nn -t -# -s 22')
  expect(cut.before).toContain('snapshot length 22 bytes')
  expect(cut.during).toBe(
    '    1  IP 172.16.158.8 > 172.16.34.1:  [|icmp]\n    2  IP 172.16.34.1 > 172.16.158.8:  [|icmp]\n',
  )
})

it('a file is counted, or written anew as far as a filter goes', () => {
  const host = hostNamed('k8s-w1')
  const running = startLine(session, host, 'tcpdump -i ens5 -w all.pcap')
  const pinged = runLine(session, hostNamed('pod1'), 'ping -c 1 172.16.34.1')
  const stopped = running.listening?.hear(pinged.session, pinged.sent).listening?.interrupt(pinged.session)
  if (!stopped) throw new Error('the capture ended too soon')
  const { session: after } = runLine(stopped.session, host, 'tcpdump -r all.pcap -w out.pcap src 192.168.10.101')
  expect(textOf(runLine(after, host, 'tcpdump -r all.pcap --count').chunks, 'out')).toBe('2 packets\n')
  expect(textOf(runLine(after, host, 'tcpdump -r out.pcap --count').chunks, 'out')).toBe('1 packet\n')
})

it('long options, and what is wrong with them, as getopt_long has them', () => {
  const says = (words: string) => textOf(runLine(session, hostNamed('k8s-w1'), `tcpdump ${words}`).chunks, 'err')
  expect(says('--foo').split('\n')[0]).toBe("tcpdump: unrecognized option '--foo'")
  expect(says('--t').split('\n')[0]).toBe(
    "tcpdump: option '--t' is ambiguous; possibilities: '--time-stamp-type' '--time-stamp-precision'",
  )
  expect(says('--count=3').split('\n')[0]).toBe("tcpdump: option '--count' doesn't allow an argument")
  expect(says('--snap=-1')).toBe('tcpdump: invalid snaplen -1 (must be >= 0 and <= 262144)\n')
  const version = runLine(session, hostNamed('k8s-w1'), 'tcpdump --version')
  expect(textOf(version.chunks, 'out')).toMatch(/^tcpdump version 4\.99\.3\n/)
})
