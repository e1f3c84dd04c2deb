import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { createLabStore, type LabStoreApi } from './create-lab-store'
import { selectTrace } from './derived'
import { createTerminals } from './terminals'

const modeOf = (store: LabStoreApi) => JSON.stringify(store.getState().document).match(/"ipipMode":"(\w+)"/)?.[1]

function open() {
  const store = createLabStore(reference)
  return { store, terminals: createTerminals(store) }
}

const printed = (store: LabStoreApi, host: string) =>
  store
    .getState()
    .terminalEntries.filter((entry) => entry.host === host && !entry.isOffScreen)
    .flatMap(({ chunks }) => chunks.map((chunk) => ('text' in chunk ? chunk.text : chunk.note.code)))
    .join('')

it('a patch typed in a terminal is the lab’s, and one undo takes it back', () => {
  const { store, terminals } = open()
  terminals.type('-', 'calicoctl patch ippool default-ipv4-ippool -p \'{"spec":{"ipipMode":"Always"}}\'')
  expect(modeOf(store)).toBe('Always')
  store.getState().undo()
  expect(modeOf(store)).toBe('CrossSubnet')
})

it('a ping typed in a terminal is the ping on the canvas', () => {
  const { store, terminals } = open()
  terminals.type('default/pod1', 'ping -c 1 -s 100 172.16.34.1')
  expect(printed(store, 'default/pod1')).toContain('108 bytes from 172.16.34.1')
  expect(store.getState().probe).toMatchObject({ from: 'default/pod1', to: 'default/pod3', payloadBytes: 100 })
  expect(selectTrace(store.getState())?.verdict.kind).toBe('answered')
  expect(store.getState().playing).toBe(true)
})

it('a tcpdump hears what another terminal and the canvas send, until Ctrl-C', () => {
  const { store, terminals } = open()
  terminals.type('k8s-w1', 'tcpdump -i ens5 -nn proto 4')
  expect(terminals.isBusy('k8s-w1')).toBe(true)
  terminals.type('default/pod1', 'ping -c 1 172.16.34.1')
  expect(printed(store, 'k8s-w1')).toContain('172.16.158.8 > 172.16.34.1: ICMP echo request')
  store.getState().sendProbe({ from: 'default/pod1', to: 'default/pod3' })
  expect(printed(store, 'k8s-w1').match(/echo request/g)).toHaveLength(2)
  terminals.interrupt('k8s-w1')
  expect(terminals.isBusy('k8s-w1')).toBe(false)
  expect(printed(store, 'k8s-w1')).toContain('4 packets captured')
})

it('what was sent stands until the lab changes, then the same ping goes through the lab as it is', () => {
  const { store, terminals } = open()
  terminals.type('default/pod1', 'ping -c 1 172.16.34.1')
  store.getState().run({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' })
  expect(selectTrace(store.getState())?.verdict.kind).toBe('lost')
})

it('files and history go on from line to line; a closed terminal forgets its screen', () => {
  const { store, terminals } = open()
  store.getState().openTerminal('k8s-m')
  terminals.type('k8s-m', 'echo one > a.txt')
  terminals.type('k8s-m', 'cat a.txt')
  expect(printed(store, 'k8s-m')).toBe('one\n')
  expect(store.getState().shells['k8s-m']?.history).toEqual(['echo one > a.txt', 'cat a.txt'])
  store.getState().closeTerminal('k8s-m')
  expect(printed(store, 'k8s-m')).toBe('')
  terminals.type('k8s-m', 'cat a.txt')
  expect(printed(store, 'k8s-m')).toBe('one\n')
})

it('kubectl get -w prints what an edit on the canvas changes', () => {
  const { store, terminals } = open()
  terminals.type('-', 'kubectl get pods -w -o name')
  store.getState().run({ kind: 'remove-pod', pod: 'pod2', namespace: 'default' })
  expect(printed(store, '-')).toBe('pod/pod1\npod/pod2\npod/pod3\npod/pod2\n')
})

it('[TERM-14] a job of one terminal hears what another sends, and prints behind its last line', () => {
  const { store, terminals } = open()
  terminals.type('k8s-w1', 'tcpdump -i tunl0 -nn -c 1 icmp &')
  expect(terminals.isBusy('k8s-w1')).toBe(false)
  terminals.type('default/pod1', 'ping -c 1 172.16.34.1')
  expect(printed(store, 'k8s-w1')).toMatch(/ICMP echo request.*\n1 packet captured\n/)
  terminals.type('k8s-w1', 'jobs')
  expect(printed(store, 'k8s-w1')).toContain('[1]+  Done                    tcpdump -i tunl0 -nn -c 1 icmp\n')
})
