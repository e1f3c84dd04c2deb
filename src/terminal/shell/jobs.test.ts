import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { Session } from '../command'
import { textOf } from '../output'
import { runLine } from '../run-line'

const start: Session = { document: reference.document }

/** Types each line on its host; what each has printed. */
function typed(...lines: readonly (readonly [host: string, line: string])[]): readonly string[] {
  let session = start
  return lines.map(([host, line]) => {
    const result = runLine(session, host, line)
    session = result.session
    return textOf(result.chunks, 'out', 'err')
  })
}

const withoutTimes = (text: string): string =>
  text.replaceAll(/^\d\d:\d\d:\d\d\.\d+ /gm, '').replaceAll(/id \d+/g, 'id N')

it('[TERM-14] tcpdump behind the prompt hears what other hosts send, and its end is said before the next prompt', () => {
  const [begun, , heard] = typed(
    ['k8s-w1', 'tcpdump -i tunl0 -nn -c 1 icmp &'],
    ['default/pod1', 'ping -c 1 172.16.34.1'],
    ['k8s-w1', 'echo next'],
  )
  expect(begun).toMatch(/^\[1\] \d+\ntcpdump: verbose output suppressed/)
  expect(withoutTimes(heard ?? '')).toBe(
    'IP 172.16.158.8 > 172.16.34.1: ICMP echo request, id N, seq 1, length 64\n' +
      '1 packet captured\n1 packet received by filter\n0 packets dropped by kernel\n' +
      'next\n[1]+  Done                    tcpdump -i tunl0 -nn -c 1 icmp\n',
  )
})

it('[TERM-14] what a job sends is heard by what is started after it', () => {
  const [text = ''] = typed(['k8s-w1', 'ping 192.168.10.102 > /dev/null & tcpdump -i ens5 -nn -c 2 icmp; kill $!'])
  expect(withoutTimes(text)).toMatch(/echo request, id N, seq 1.*\n.*echo reply, id N, seq 1.*\n2 packets captured/)
  expect(text).toMatch(/\[1\]\+ {2}Terminated {14}ping 192.168.10.102 > \/dev\/null\n$/)
})

it('[TERM-14] kill lets tcpdump write its file, KILL does not', () => {
  const line = (signal: string) =>
    `tcpdump -i ens5 -nn -w x.pcap icmp 2>/dev/null & ping -c 1 192.168.10.102 > /dev/null; kill ${signal} %1; ls`
  const [saved = '', lost = ''] = [typed(['k8s-w1', line('-TERM')]), typed(['k8s-w1', line('-9')])].map(
    ([text]) => text,
  )
  expect(saved).toContain('x.pcap\n')
  expect(lost).not.toContain('x.pcap\n')
  expect(lost).toContain('[1]+  Killed ')
})

it('[TERM-14] wait lets the lab’s clock go on to where the jobs end', () => {
  const [text = ''] = typed(['k8s-w1', 'sleep 5 & sleep 3 & jobs; wait; date +%S'])
  expect(text.replaceAll(/\] \d+\n/g, '] PID\n')).toBe(
    '[1] PID\n[2] PID\n[1]-  Running                 sleep 5 &\n[2]+  Running                 sleep 3 &\n05\n' +
      '[1]-  Done                    sleep 5\n[2]+  Done                    sleep 3\n',
  )
})

it('[TERM-13] timeout cuts a ping as the signal would: TERM leaves no statistics, INT does', () => {
  const [term = '', int = '', trace = ''] = typed(
    ['k8s-w1', 'timeout 2 ping 192.168.10.102; echo $?'],
    ['k8s-w1', 'timeout -s INT 2 ping 192.168.10.102; echo $?'],
    ['k8s-w1', 'timeout 1 ping -c 3 10.9.9.9; echo $?'],
  )
  expect(term).toMatch(/icmp_seq=2 .*\n124\n$/)
  expect(term).not.toContain('statistics')
  expect(int).toMatch(/2 packets transmitted, 2 received, 0% packet loss, time 1000ms\n.*\n124\n$/)
  expect(trace).toMatch(/124\n$/)
})
