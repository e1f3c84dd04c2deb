import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import type { Session } from './command'
import { textOf } from './output'
import { runLine } from './run-line'

const SESSION: Session = { document: reference.document }
const POOL = 'calicoctl get ippool -o yaml'

interface Refused {
  readonly line: string
  readonly says: string
  readonly exitCode: number
}

const CASES: readonly Refused[] = [
  { line: 'foo', says: 'bash: foo: command not found\n', exitCode: 127 },
  { line: 'echo "a', says: 'bash: unexpected EOF while looking for matching `"\'\n', exitCode: 2 },
  { line: 'echo a |', says: 'bash: syntax error: unexpected end of file\n', exitCode: 2 },
  { line: 'echo a > /nodir/b', says: 'bash: /nodir/b: No such file or directory\n', exitCode: 1 },
  { line: `${POOL} | foo`, says: 'bash: foo: command not found\n', exitCode: 127 },
  { line: `${POOL} | false`, says: '', exitCode: 1 },
  { line: 'cat nofile | grep x', says: 'cat: nofile: No such file or directory\n', exitCode: 1 },
  { line: "sed 's/a' f", says: "sed: -e expression #1, char 3: unterminated `s' command\n", exitCode: 1 },
  { line: 'kubectl get foo', says: 'error: the server doesn\'t have a resource type "foo"\n', exitCode: 1 },
  { line: 'kubectl get pod nope', says: 'Error from server (NotFound): pods "nope" not found\n', exitCode: 1 },
  { line: 'kubectl foo', says: 'error: unknown command "foo" for "kubectl"\n', exitCode: 1 },
  { line: 'kubectl apply -f nofile', says: 'error: the path "nofile" does not exist\n', exitCode: 1 },
  {
    line: "printf 'a: b\\n c: d\\n' | kubectl apply -f -",
    says: 'error: error parsing STDIN: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context\n',
    exitCode: 1,
  },
  {
    line: "printf 'a: b\\n c: d\\n' | calicoctl apply -f -",
    says: 'Failed to execute command: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context\n',
    exitCode: 1,
  },
  { line: 'calicoctl get foo', says: "Failed to get resources: resource type 'foo' is not supported\n", exitCode: 1 },
  {
    line: `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"blockSize":26}}'`,
    says: "Hit error: updating existing resource: error with field IPPool.Spec.BlockSize = '26' (IPPool BlockSize cannot be modified)\n",
    exitCode: 1,
  },
  {
    line: `${POOL} | sed 's|172.16.0.0/16|172.17.0.0/16|' | calicoctl apply -f -`,
    says: "Failed to apply 'IPPool' resource: [error with field IPPool.Spec.CIDR = '172.17.0.0/16' (IPPool CIDR cannot be modified)]\n",
    exitCode: 1,
  },
  {
    line: 'calicoctl get ippool nope -o yaml | calicoctl apply -f -',
    says: 'resource does not exist: IPPool(nope) with error: ippools.crd.projectcalico.org "nope" not found\nNo resources specified in file -\n',
    exitCode: 1,
  },
  { line: 'ping nosuchhost', says: 'ping: nosuchhost: Name or service not known\n', exitCode: 2 },
  { line: 'tcpdump -i nodev', says: 'tcpdump: nodev: No such device exists\n(No such device exists)\n', exitCode: 1 },
  { line: 'tcpdump -i ens5 proto foo', says: "tcpdump: unknown ip proto 'foo'\n", exitCode: 1 },
  {
    line: 'ip route get 1.2.3',
    says: 'Error: any valid prefix is expected rather than "1.2.3".\n',
    exitCode: 1,
  },
]

it.each(CASES)('[TERM-10] $line', ({ line, says, exitCode }) => {
  const end = runLine(SESSION, 'k8s-m', line)
  expect(textOf(end.chunks, 'err')).toBe(says)
  expect(textOf(end.chunks, 'out')).toBe('')
  expect(end.exitCode).toBe(exitCode)
  expect(end.session.document).toBe(SESSION.document)
})

it('[TERM-10] a sed that matches nothing applies what is there, and nothing changes', () => {
  const end = runLine(SESSION, 'k8s-m', `${POOL} | sed 's/ipipMode: Nope/ipipMode: Never/' | calicoctl apply -f -`)
  expect(textOf(end.chunks, 'out', 'err')).toBe("Successfully applied 1 'IPPool' resource(s)\n")
  expect(end.session.document).toBe(SESSION.document)
})

it('[TERM-10] ten megabytes are refused as the kernel and the lab’s disk refuse them', () => {
  const much = 'x'.repeat(10_000_000)
  const word = runLine(SESSION, 'k8s-m', `cat ${much}`)
  expect(textOf(word.chunks, 'err')).toBe('bash: /usr/bin/cat: Argument list too long\n')
  const stopped = runLine(SESSION, 'k8s-m', `cat > big <<EOF\n${much}\nEOF`)
  expect(stopped.chunks).toMatchObject([{ stream: 'lab', note: { code: 'too-much' } }])
  expect(stopped.session.files?.['k8s-m']).toEqual({ '/root/big': '' })
  const file = runLine(SESSION, 'k8s-m', `cat > big <<EOF\n${much.slice(0, 5_000_000)}\nEOF`)
  expect(textOf(file.chunks, 'err')).toContain('File too large')
  expect(file.session.files?.['k8s-m']?.['/root/big'] ?? '').toBe('')
})
