import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import type { Session } from './command'
import { completions } from './complete-line'
import { runLine } from './run-line'
import { EMPTY_LINE } from './typing/line-editor'
import { inColumns, tabbed } from './typing/tab-key'

const FILES = { '/root/node3-pod3.yaml': '', '/root/my pods.yaml': '', '/root/labs/a.yaml': '', '/root/.bashrc': '' }
const SESSION: Session = { document: reference.document, files: { 'k8s-m': FILES } }

/** What Tab lists after a text, typed on k8s-m. */
const listed = (text: string, session = SESSION, host = 'k8s-m'): readonly string[] =>
  completions(session, host, text).candidates.map(({ value, shown = value }) => shown)

/** What the line is after Tab. */
const tab = (text: string, host = 'k8s-m'): string =>
  tabbed({ ...EMPTY_LINE, before: text }, completions(SESSION, host, text), false).line.before

const TABBED: readonly { name: string; text: string; line: string }[] = [
  { name: 'a command', text: 'calicoc', line: 'calicoctl ' },
  { name: 'a command behind a pipe', text: 'route -n | egr', line: 'route -n | egrep ' },
  { name: 'a command behind &&', text: 'true && tcpd', line: 'true && tcpdump ' },
  { name: 'a command in a substitution', text: 'echo "a $(hostn', line: 'echo "a $(hostname ' },
  { name: 'a command behind a reserved word', text: 'if calicoc', line: 'if calicoctl ' },
  { name: 'a command behind an assignment', text: 'A=b calicoc', line: 'A=b calicoctl ' },
  { name: 'a command that another runs', text: 'sudo tcpd', line: 'sudo tcpdump ' },
  { name: 'no command in the place of an argument', text: 'cat calicoc', line: 'cat calicoc' },
  { name: 'a subcommand', text: 'calicoctl pat', line: 'calicoctl patch ' },
  { name: 'a kind', text: 'calicoctl get ipp', line: 'calicoctl get ippool ' },
  { name: 'a name', text: 'calicoctl patch ippool def', line: 'calicoctl patch ippool default-ipv4-ippool ' },
  { name: 'no second name where one is taken', text: 'calicoctl patch ippool a d', line: 'calicoctl patch ippool a d' },
  { name: 'the value of an option', text: 'calicoctl get ippool -o w', line: 'calicoctl get ippool -o wide ' },
  { name: 'a value behind =', text: 'calicoctl get ippool --output=w', line: 'calicoctl get ippool --output=wide ' },
  { name: 'a long option with a value', text: 'calicoctl get --out', line: 'calicoctl get --output=' },
  { name: 'a command of ipam', text: 'calicoctl ipam sh', line: 'calicoctl ipam show ' },
  { name: 'an option of ipam show', text: 'calicoctl ipam show --show-bl', line: 'calicoctl ipam show --show-blocks ' },
  { name: 'a kind of kubectl', text: 'kubectl get po', line: 'kubectl get pods ' },
  { name: 'by the alias', text: 'k get po', line: 'k get pods ' },
  { name: 'a CRD with its group', text: 'kubectl get ippo', line: 'kubectl get ippools.crd.projectcalico.org ' },
  { name: 'a namespace', text: 'kubectl get pods -n kube-s', line: 'kubectl get pods -n kube-system ' },
  { name: 'a name behind the kind and a slash', text: 'kubectl delete pod/pod3', line: 'kubectl delete pod/pod3 ' },
  { name: 'a second kind behind a comma', text: 'kubectl get pods,no', line: 'kubectl get pods,nodes ' },
  { name: 'a command in a pod', text: 'kubectl exec pod1 -- tcpd', line: 'kubectl exec pod1 -- tcpdump ' },
  {
    name: 'a command in a pod, and its devices',
    text: 'kubectl exec pod1 -- tcpdump -i et',
    line: 'kubectl exec pod1 -- tcpdump -i eth0 ',
  },
  { name: 'a device behind dev', text: 'ip addr show dev en', line: 'ip addr show dev ens5 ' },
  { name: 'a device of tcpdump', text: 'tcpdump -nni tun', line: 'tcpdump -nni tunl0 ' },
  { name: 'a word of a filter', text: 'tcpdump -i any icm', line: 'tcpdump -i any icmp ' },
  { name: 'the address of a host by its name', text: 'ping -c 1 pod3', line: 'ping -c 1 172.16.34.1 ' },
  { name: 'a file', text: 'kubectl apply -f nod', line: 'kubectl apply -f node3-pod3.yaml ' },
  { name: 'a file behind <', text: 'calicoctl apply -f - <nod', line: 'calicoctl apply -f - <node3-pod3.yaml ' },
  { name: 'a file behind >>', text: 'echo a >> nod', line: 'echo a >> node3-pod3.yaml ' },
  { name: 'a directory, to go on in it', text: 'cat la', line: 'cat labs/' },
  { name: 'a file in a directory', text: 'cat labs/', line: 'cat labs/a.yaml ' },
  { name: 'only directories for cd', text: 'cd ', line: 'cd labs/' },
  { name: 'a blank in a name with a backslash', text: 'cat my', line: 'cat my\\ pods.yaml ' },
  { name: 'a blank in quotes as it is', text: "cat 'my", line: "cat 'my pods.yaml' " },
  { name: 'a hidden file if a dot is typed', text: 'cat .b', line: 'cat .bashrc ' },
  { name: 'a variable', text: 'echo $HOM', line: 'echo $HOME ' },
  { name: 'a long option of a GNU program', text: 'sort --uni', line: 'sort --unique ' },
  { name: 'nothing in a comment', text: '# calicoc', line: '# calicoc' },
  {
    name: 'a device of the host that ssh goes to',
    text: 'ssh k8s-w1 tcpdump -i ens',
    line: 'ssh k8s-w1 tcpdump -i ens5 ',
  },
]
it.each(TABBED)('[TERM-7] Tab writes $name', ({ text, line }) => expect(tab(text)).toBe(line))

it('[TERM-7] a list has what there is, and nothing twice', () => {
  expect(listed('kubectl get pod ')).toEqual(['pod1', 'pod2', 'pod3'])
  expect(listed('kubectl get pod pod1 ')).toEqual(['pod2', 'pod3'])
  expect(listed('ip ')).toEqual(['address', 'link', 'neighbour', 'route'])
  expect(listed('ping -I ')).toEqual(expect.arrayContaining(['ens5', 'lo', 'tunl0']))
  expect(listed('ping -c 1 ')).toEqual(expect.arrayContaining(['172.16.158.8 (pod1)', '192.168.10.101 (k8s-w1)']))
  expect(listed('ssh k8s-w')).toEqual(['k8s-w0', 'k8s-w1', 'k8s-w2'])
  expect(listed('cat ')).toEqual(['labs/', 'my pods.yaml', 'node3-pod3.yaml'])
  expect(listed('', SESSION, 'default/pod1')).not.toContain('calicoctl')
  expect(listed('calicoctl get ippool -')).toEqual(expect.arrayContaining(['-A', '--all-namespaces', '--export']))
})

it('[TERM-8] of several candidates Tab writes what they share; the next Tab but one lists them', () => {
  const typed = { ...EMPTY_LINE, before: 'kubectl get pod p' }
  const found = completions(SESSION, 'k8s-m', typed.before)
  const first = tabbed(typed, found, false)
  expect(first).toEqual({ line: { ...typed, before: 'kubectl get pod pod' } })
  const again = completions(SESSION, 'k8s-m', first.line.before)
  expect(tabbed(first.line, again, false)).toEqual({ line: first.line })
  expect(tabbed(first.line, again, true).list).toEqual(['pod1', 'pod2', 'pod3'])
})

it('[TERM-8] what Tab wrote, the shell reads as the same word', () => {
  const line = tab('cat my')
  const session: Session = { ...SESSION, files: { 'k8s-m': { '/root/my pods.yaml': 'hello\n' } } }
  expect(runLine(session, 'k8s-m', line).chunks).toEqual([{ stream: 'out', text: 'hello\n' }])
})

it('[TERM-8] a quote in front of the cursor is not written twice', () => {
  const text = 'kubectl get pod "pod1'
  expect(
    tabbed({ ...EMPTY_LINE, before: text, after: '"' }, completions(SESSION, 'k8s-m', text), false).line,
  ).toMatchObject({
    before: 'kubectl get pod "pod1" ',
    after: '',
  })
})

it('[TERM-8] a list is read downward, in as many columns as fit', () => {
  expect(inColumns(['a', 'bb', 'c', 'd', 'e'], 12)).toBe('a   c   e\nbb  d\n')
})
