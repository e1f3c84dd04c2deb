import { describe, expect, it } from 'vitest'
import { parseTranscript, type Transcript, writeTranscript } from '../../io/transcript'
import reference from '../../labs/reference.yaml'
import type { Session } from '../command'
import { textOf } from '../output'
import { comparable } from './comparable'
import { lineDifference } from './line-difference'
import { markdownOf } from './markdown'
import { replay } from './replay'

const SESSION: Session = { document: reference.document }
const shown = (chunks: Parameters<typeof textOf>[0]): string => textOf(chunks, 'out', 'err')
const play = (transcript: Partial<Transcript>, readLab = () => SESSION.document as Session['document'] | undefined) =>
  replay(SESSION, { files: {}, steps: [], ...transcript }, { shown, readLab })

const WHOLE: Transcript = {
  lab: 'kind: Node\n',
  files: { 'k8s-m': { 'a.yaml': 'a: b\n# end' } },
  steps: [
    { host: 'k8s-w1', command: 'tcpdump -i ens5 -nn icmp', output: 'listening\n\n  two', during: 1, exitCode: 0 },
    { host: 'pod1', command: 'cat <<\'EOF\'\n$a: "x"\nEOF', output: '$a: "x"', exitCode: 0, lab: 'kind: Pod\n' },
    { host: '-', command: 'true', output: '', beside: { host: 'pod1', command: 'ping -c 1 1.2.3.4' }, running: true },
  ],
}

describe('[TERM-9] a transcript', () => {
  it('is read as it was written', () => {
    expect(parseTranscript(writeTranscript(WHOLE))).toEqual({ ok: true, value: WHOLE })
  })

  it.each([
    ['steps: 3\n', 'no-steps', 1, 1],
    ['- a\n', 'no-steps', 1, 1],
    ['steps:\n  - host: a\n    command: b\n  - host: a\n', 'bad-step', 4, 5],
    ['steps:\n  - {host: a, command: b, while: {host: c}}\n', 'bad-step', 2, 5],
    ['lab: 3\nsteps: []\n', 'bad-lab', 1, 6],
    ['files: {a: b}\nsteps: []\n', 'bad-files', 1, 8],
    ['steps:\n  - host: "a\n', 'not-yaml', 3, 1],
    [`steps: ${'['.repeat(200)}`, 'not-yaml', 1, 1],
    ['steps: [*a]\n', 'not-yaml', 1, 9],
  ])('that is none is refused where it goes wrong: %j', (text, code, line, column) => {
    expect(parseTranscript(text)).toMatchObject({ ok: false, error: { kind: code, place: { line, column } } })
  })

  it('is a page of Markdown, in fences longer than those in it', () => {
    const steps = [
      { host: '-', command: 'echo a', output: 'a' },
      { host: 'pod1', command: 'cat <<E\n```\nE', output: '```' },
    ]
    expect(markdownOf('A session', { files: {}, steps })).toBe(`# A session

\`\`\`console
root@workstation:~# echo a
a
\`\`\`

\`\`\`\`console
root@pod1:~# cat <<E
> \`\`\`
> E
\`\`\`
\`\`\`\`
`)
  })
})

describe('[TERM-9] replay', () => {
  it('says which steps print the same, and goes on from each to the next', () => {
    const steps = play({
      files: { 'k8s-m': { 'a.txt': 'one\n', '/tmp/b.txt': 'two\n' } },
      steps: [
        { host: 'k8s-m', command: 'cat a.txt /tmp/b.txt > c; cat c', output: 'one\ntwo', exitCode: 0 },
        { host: 'k8s-m', command: 'wc -l < c', output: '3' },
        { host: 'k8s-m', command: 'false', output: '', exitCode: 0 },
        { host: 'nowhere', command: 'true', output: '' },
      ],
    })
    expect(steps.map(({ isEqual, missingHost }) => missingHost ?? isEqual)).toEqual([true, false, false, 'nowhere'])
  })

  it('a line that listens goes on during the next steps, and is then ended as by Ctrl-C', () => {
    const ping = { host: 'pod1', command: 'ping -c 1 172.16.34.1', output: '' }
    const [dump] = play({
      steps: [{ host: 'k8s-w1', command: 'tcpdump -i ens5 -nn proto 4', output: '', during: 1 }, ping, ping],
    })
    expect(shown(dump?.chunks ?? [])).toContain('\n2 packets captured')
    const [open] = play({
      steps: [{ host: 'k8s-w1', command: 'tcpdump -i ens5 -nn proto 4', output: '', running: true }, ping, ping],
    })
    expect(shown(open?.chunks ?? []).match(/echo request/g)).toHaveLength(2)
    expect(shown(open?.chunks ?? [])).not.toContain('captured')
  })

  it('two listen, and end one after the other', () => {
    const ping = { host: 'pod1', command: 'ping -c 1 172.16.34.1', output: '' }
    const dump = { command: 'tcpdump -i ens5 -nn proto 4', output: '' }
    const steps = play({
      steps: [{ ...dump, host: 'k8s-w1', during: 2 }, { ...dump, host: 'k8s-w0', during: 2 }, ping, ping],
    })
    expect(steps.map(({ chunks }) => /(\d+) packets captured/.exec(shown(chunks))?.[1])).toEqual([
      '2',
      '4',
      undefined,
      undefined,
    ])
  })

  it('takes up the lab where something other than a step has changed it', () => {
    const asked: string[] = []
    replay(
      SESSION,
      { files: {}, steps: [{ host: '-', command: 'true', output: '', lab: 'other' }] },
      { shown, readLab: (text) => void asked.push(text) as undefined },
    )
    expect(asked).toEqual(['other'])
  })
})

it.each([
  ['10:00:01.000001 IP a', '11:59:59.123456 IP a'],
  ['  resourceVersion: "1"\n  uid: abc', '  resourceVersion: "22"\n  uid: def'],
  ['64 bytes from a: ttl=62 time=0.4 ms', '64 bytes from a: ttl=62 time=12 ms'],
  ['NAME   AGE   IP\npod1   47s   172.16.1.1', 'NAME   AGE     IP\npod1   3m20s   172.16.1.1'],
  ['ICMP echo request, id 1, seq 1', 'ICMP echo request, id 218, seq 1'],
  ['a   \nb\n\n', 'a\nb'],
])('[TERM-9] no difference between %j and %j', (a, b) => expect(comparable(a)).toBe(comparable(b)))

it('[TERM-9] what is behind the age is compared', () => {
  expect(comparable('NAME   AGE   IP\npod1   47s   172.16.1.1')).not.toBe(
    comparable('NAME   AGE   IP\npod1   47s   172.16.1.2'),
  )
})

it('[TERM-9] a difference keeps what is the same', () => {
  expect(lineDifference(['a', 'b', 'c'], ['a', 'x', 'c', 'd'], (line) => line)).toEqual([
    { kind: 'same', text: 'a' },
    { kind: 'expected', text: 'b' },
    { kind: 'printed', text: 'x' },
    { kind: 'same', text: 'c' },
    { kind: 'printed', text: 'd' },
  ])
})
