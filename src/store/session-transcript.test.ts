import { expect, it } from 'vitest'
import { parseLab } from '../io/parse-lab'
import { parseTranscript, writeTranscript } from '../io/transcript'
import reference from '../labs/reference.yaml'
import { type Chunk, textOf } from '../terminal/output'
import { replay } from '../terminal/transcript/replay'
import { createLabStore } from './create-lab-store'
import { sessionTranscript } from './session-transcript'
import { createTerminals } from './terminals'

const shown = (chunks: readonly Chunk[]): string => textOf(chunks, 'out', 'err')

const labIn = (text: string) => {
  const parsed = parseLab(text, 'lab')
  if (!parsed.ok) throw new Error('no lab')
  return parsed.value.document
}

it('[TERM-9] a session saved from the terminals replays with every step equal', () => {
  const store = createLabStore(reference)
  const terminals = createTerminals(store)
  terminals.type('k8s-m', 'echo before > old.txt')
  store.setState({ terminalEntries: [] })
  terminals.type('k8s-m', 'cat old.txt; cat > pods.txt <<E\none\n  two\nE')
  terminals.type('k8s-w1', 'tcpdump -i ens5 -nn proto 4')
  terminals.type('k8s-w0', 'tcpdump -c 1 -i ens5 -nn proto 4')
  terminals.type('default/pod1', 'ping -c 1 172.16.34.1')
  terminals.interrupt('k8s-w1')
  store.getState().closeTerminal('k8s-w1')
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })
  terminals.type('-', 'calicoctl get ippool -o wide; false')
  terminals.type('k8s-w2', 'tcpdump -i ens5 -nn icmp')
  terminals.type('default/pod1', 'ping -c 1 172.16.184.2')

  const transcript = sessionTranscript(store.getState(), shown)
  expect(transcript.files).toEqual({ 'k8s-m': { 'old.txt': 'before\n' } })
  expect(transcript.steps.map(({ host, during, running, lab }) => [host, during, running, lab !== undefined])).toEqual([
    ['k8s-m', undefined, undefined, false],
    ['k8s-w1', 2, undefined, false],
    ['k8s-w0', 1, undefined, false],
    ['pod1', undefined, undefined, false],
    ['-', undefined, undefined, true],
    ['k8s-w2', undefined, true, false],
    ['pod1', undefined, undefined, false],
  ])
  const read = parseTranscript(writeTranscript(transcript))
  if (!read.ok) throw new Error(read.error.kind)
  const steps = replay({ document: labIn(read.value.lab ?? '') }, read.value, { shown, readLab: labIn })
  for (const { step, chunks, isEqual } of steps) expect(isEqual, `${step.command}\n${shown(chunks)}`).toBe(true)
  expect(steps).toHaveLength(7)
})

it('[TERM-9] a ping of the canvas that a tcpdump heard is sent again when the session is replayed', () => {
  const store = createLabStore(reference)
  const terminals = createTerminals(store)
  terminals.type('k8s-w1', 'tcpdump -i ens5 -nn proto 4')
  store.getState().sendProbe({ from: 'default/pod1', to: 'default/pod3', payloadBytes: 100 })
  terminals.interrupt('k8s-w1')
  const transcript = sessionTranscript(store.getState(), shown)
  expect(transcript.steps).toMatchObject([
    { host: 'k8s-w1', during: 1, exitCode: 0 },
    { host: 'pod1', command: 'ping -c 1 -s 100 172.16.34.1' },
  ])
  expect(transcript.steps[1]).not.toHaveProperty('output')
  expect(transcript.steps[0]?.output).toContain('ICMP echo request, id 1, seq 1, length 108')
  const steps = replay({ document: labIn(transcript.lab ?? '') }, transcript, { shown, readLab: labIn })
  expect(steps.map(({ isEqual }) => isEqual)).toEqual([true, true])
})

it('[TERM-9] an edit that a watch saw is made again when the session is replayed', () => {
  const store = createLabStore(reference)
  const terminals = createTerminals(store)
  terminals.type('k8s-w1', 'watch -t calicoctl get ippool -o wide')
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })
  terminals.interrupt('k8s-w1')
  const transcript = sessionTranscript(store.getState(), shown)
  expect(transcript.steps[0]?.output).toMatch(/CrossSubnet[\s\S]*true {3}Never/)
  const steps = replay({ document: labIn(transcript.lab ?? '') }, transcript, { shown, readLab: labIn })
  expect(steps.map(({ isEqual }) => isEqual)).toEqual(transcript.steps.map(() => true))
  expect(transcript.steps[1]?.lab).toContain('ipipMode: Never')
})
