import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { parseLab } from '../../io/parse-lab'
import type { Session } from '../command'
import { textOf } from '../output'
import { runLine, startLine } from '../run-line'

const before = parseLab(
  readFileSync(new URL('../../../fixtures/terminal/reference-before.yaml', import.meta.url), 'utf8'),
)
if (!before.ok) throw new Error(JSON.stringify(before.error))

const pod = (name: string, node: string): string =>
  `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  nodeName: ${node}
  containers:
  - name: ${name}
    image: nicolaka/netshoot
    command: ["tail"]
    args: ["-f", "/dev/null"]
  terminationGracePeriodSeconds: 0
`
const PODS = [pod('pod1', 'k8s-w1'), pod('pod2', 'k8s-w2'), pod('pod3', 'k8s-w0')].join('---\n')

const EMPTY: Session = { document: before.value.document, files: { 'k8s-m': { '/root/pods.yaml': PODS } } }

function run(line: string, session: Session) {
  const { chunks, exitCode, session: after } = runLine(session, 'k8s-m', line)
  const notes = chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note.code] : []))
  return { out: textOf(chunks, 'out'), err: textOf(chunks, 'err'), notes, exitCode, session: after }
}

const made = run('kubectl apply -f pods.yaml', EMPTY)
const LAB = made.session
const withFile = (text: string): Session => ({ ...LAB, files: { 'k8s-m': { '/root/f.yaml': text } } })

const addressOf = (session: Session, name: string): string | undefined => {
  const found = clusterOf(session.document).pods.find((candidate) => candidate.name === name)
  return found && formatIpv4(found.address)
}

describe('the reference session', () => {
  it('makes pods, with the addresses that they had', () => {
    expect(made).toMatchObject({ out: 'pod/pod1 created\npod/pod2 created\npod/pod3 created\n', err: '', exitCode: 0 })
    expect(run('kubectl get pod -o wide', LAB).out.replaceAll(/ 0s {2}/g, ' 47s ')).toBe(
      `NAME   READY   STATUS    RESTARTS   AGE   IP             NODE     NOMINATED NODE   READINESS GATES
pod1   1/1     Running   0          47s   172.16.158.8   k8s-w1   <none>           <none>
pod2   1/1     Running   0          47s   172.16.184.2   k8s-w2   <none>           <none>
pod3   1/1     Running   0          47s   172.16.34.1    k8s-w0   <none>           <none>
`,
    )
  })

  it('applied again, they are unchanged', () => {
    const again = run('kubectl apply -f pods.yaml', LAB)
    expect(again.out).toBe('pod/pod1 unchanged\npod/pod2 unchanged\npod/pod3 unchanged\n')
    expect(again.session.document).toBe(LAB.document)
  })
})

describe('kubectl get', () => {
  it.each([
    ['kubectl get pods -o name', 'pod/pod1\npod/pod2\npod/pod3\n'],
    ['kubectl get po,no --no-headers', /^pod\/pod1 +1\/1 [\s\S]*\n\nnode\/k8s-m +Ready +<none> +0s +v1\.30\.4\n/],
    ['kubectl get pods -A', /^NAMESPACE {3}NAME {3}READY[\s\S]*\ndefault {5}pod1 /],
    ['kubectl get pod pod1 --show-labels', /LABELS\npod1 .*<none>\n$/],
    ['kubectl get nodes -l kubernetes.io/hostname=k8s-w1 -o name', 'node/k8s-w1\n'],
    ["kubectl get nodes -l 'kubernetes.io/hostname in (k8s-w1, k8s-w2)' -o name", 'node/k8s-w1\nnode/k8s-w2\n'],
    ['kubectl get pods --field-selector spec.nodeName=k8s-w0 -o name', 'pod/pod3\n'],
    ['kubectl get ippools', 'NAME                  AGE\ndefault-ipv4-ippool   6h30m\n'],
    ['kubectl get ippools.crd.projectcalico.org -o name', 'ippool.crd.projectcalico.org/default-ipv4-ippool\n'],
    ["kubectl get pod pod3 -o jsonpath='{.status.podIP}'", '172.16.34.1'],
    ['kubectl get pod pod1 -o custom-columns=N:.metadata.name,X:.nothing', 'N      X\npod1   <none>\n'],
    ['kubectl get pod -n kube-system', ''],
  ])('%s', (line, out) => {
    const got = run(line, LAB)
    if (typeof out === 'string') expect(got.out).toBe(out)
    else expect(got.out).toMatch(out)
  })

  it.each([
    ['kubectl get pod nope', 'Error from server (NotFound): pods "nope" not found\n', 1],
    ['kubectl get ippool nope', 'Error from server (NotFound): ippools.crd.projectcalico.org "nope" not found\n', 1],
    ['kubectl get foo', 'error: the server doesn\'t have a resource type "foo"\n', 1],
    ['kubectl get pods --foo', "error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n", 1],
    ['kubectl get pods -x', "error: unknown shorthand flag: 'x' in -x\nSee 'kubectl get --help' for usage.\n", 1],
    ['kubectl get pods -o', "error: flag needs an argument: 'o' in -o\nSee 'kubectl get --help' for usage.\n", 1],
    ['kubectl get pod -n kube-system', 'No resources found in kube-system namespace.\n', 0],
    ['kubectl get bgppeers', 'No resources found\n', 0],
    ['kubectl foo', 'error: unknown command "foo" for "kubectl"\n', 1],
  ])('%s ends with %j', (line, err, exitCode) => {
    expect(run(line, LAB)).toMatchObject({ err, exitCode })
  })

  it.each(['kubectl get svc', 'kubectl logs pod1', 'kubectl get pods -o go-template=x'])(
    '%s is refused by name',
    (line) => {
      const refused = run(line, LAB)
      expect(refused.exitCode).toBe(1)
      expect(refused.notes).toHaveLength(1)
    },
  )
})

describe('kubectl describe', () => {
  it('tells of a pod', () => {
    const { out } = run('kubectl describe pod pod1', LAB)
    expect(out).toMatch(/^Name: {13}pod1\nNamespace: {8}default\n/)
    expect(out).toContain(
      'Node:             k8s-w1/192.168.10.101\nStart Time:       Fri, 13 Sep 2024 08:00:00 +0000\n',
    )
    expect(out).toContain('IPs:\n  IP:  172.16.158.8\nContainers:\n  pod1:\n')
  })

  it('tells of a node and what runs there', () => {
    const { out } = run('kubectl describe node k8s-w1', LAB)
    expect(out).toContain(
      'Annotations:        projectcalico.org/IPv4Address: 192.168.10.101/24\n' +
        '                    projectcalico.org/IPv4IPIPTunnelAddr: 172.16.158.0\n',
    )
    expect(out).toContain('Addresses:\n  InternalIP:  192.168.10.101\n  Hostname:    k8s-w1\n')
    expect(out).toMatch(/Non-terminated Pods: {2,}\(1 in total\)\n {2}Namespace +Name +CPU Requests/)
  })

  it('spells the fields of a pool out', () => {
    expect(run('kubectl describe ippool default-ipv4-ippool', LAB).out).toContain(`Spec:
  Allowed Uses:
    Workload
    Tunnel
  Block Size:     24
  Cidr:           172.16.0.0/16
  Ipip Mode:      Always
  Nat Outgoing:   true
  Node Selector:  all()
  Vxlan Mode:     Never
Events:           <none>
`)
    expect(run('kubectl describe pod nope', LAB).err).toBe('Error from server (NotFound): pods "nope" not found\n')
  })
})

describe('what kubectl changes', () => {
  it('deletes a pod, which gives its address back', () => {
    const gone = run('kubectl delete pod pod3', LAB)
    expect(gone.out).toBe('pod "pod3" deleted\n')
    const again = run('kubectl apply -f pods.yaml', gone.session)
    expect(again.out).toBe('pod/pod1 unchanged\npod/pod2 unchanged\npod/pod3 created\n')
    expect(addressOf(again.session, 'pod3')).toBe('172.16.34.2')
  })

  it('schedules a pod that names no node where the fewest are', () => {
    const web = run('kubectl run web --image=nginx', LAB)
    expect(web.out).toBe('pod/web created\n')
    expect(addressOf(web.session, 'web')).toBe('172.16.116.1')
  })

  it('labels and takes labels away', () => {
    const labeled = run('kubectl label pod pod1 app=web', LAB)
    expect(labeled.out).toBe('pod/pod1 labeled\n')
    expect(run('kubectl get pods -l app=web -o name', labeled.session).out).toBe('pod/pod1\n')
    const refused = run('kubectl label pod pod1 app=db', labeled.session)
    expect(refused.err).toBe("error: 'app' already has a value (web), and --overwrite is false\n")
    expect(run('kubectl label --overwrite pod pod1 app=db', labeled.session).out).toBe('pod/pod1 labeled\n')
    expect(run('kubectl label pod/pod1 app-', labeled.session).out).toBe('pod/pod1 unlabeled\n')
    expect(run('kubectl annotate node k8s-w1 note=x', LAB).out).toBe('node/k8s-w1 annotated\n')
  })

  it('runs a command on a pod', () => {
    expect(run('kubectl exec pod1 -- ping -c 1 172.16.184.2', LAB).out).toContain('1 received, 0% packet loss')
    const failing = run('kubectl exec -it pod1 -- ip route get nonsense', LAB)
    expect(failing.err).toMatch(/command terminated with exit code 1\n$/)
    expect(run('kubectl exec nope -- ip a', LAB).err).toBe('Error from server (NotFound): pods "nope" not found\n')
    expect(run('kubectl exec pod1 --', LAB).err).toBe(
      'error: you must specify at least one command for the container\n',
    )
    expect(run('kubectl exec pod1 -- foo', LAB).err).toContain('executable file not found in $PATH')
  })

  it('patches a pool as the CRD that it is', () => {
    const patched = run(`kubectl patch ippool default-ipv4-ippool --type merge -p '{"spec":{"ipipMode":"Never"}}'`, LAB)
    expect(patched.out).toBe('ippool.crd.projectcalico.org/default-ipv4-ippool patched\n')
    expect(clusterOf(patched.session.document).pools[0]?.ipipMode).toBe('Never')
  })

  it.each([
    ['kubectl delete pod', 'error: resource(s) were provided, but no name was specified\n'],
    ['kubectl delete pod nope', 'Error from server (NotFound): pods "nope" not found\n'],
    ['kubectl apply -f nope.yaml', 'error: the path "nope.yaml" does not exist\n'],
    ['kubectl run web', 'error: required flag(s) "image" not set\n'],
    ['kubectl label pod pod1', 'error: at least one label update is required\n'],
    ['kubectl run pod1 --image=x', 'Error from server (AlreadyExists): pods "pod1" already exists\n'],
  ])('%s is refused', (line, err) => {
    const refused = run(line, LAB)
    expect(refused).toMatchObject({ err, exitCode: 1 })
    expect(refused.session.document).toBe(LAB.document)
  })

  it.each([
    [
      'a: b\n c: d\n',
      'error: error parsing f.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context\n',
    ],
    [
      'apiVersion: v1\nmetadata: {name: x}\n',
      'error: error validating "f.yaml": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false\n',
    ],
    [
      'apiVersion: v1\nkind: Foo\nmetadata: {name: x}\n',
      'error: resource mapping not found for name: "x" namespace: "" from "f.yaml": no matches for kind "Foo" in version "v1"\nensure CRDs are installed first\n',
    ],
    ['# nothing\n', 'error: no objects passed to apply\n'],
  ])('of %j says what is wrong', (text, err) => {
    expect(run('kubectl apply -f f.yaml', withFile(text))).toMatchObject({ err, exitCode: 1 })
  })

  it('does not move a running pod', () => {
    const refused = run('kubectl apply -f f.yaml', withFile(pod('pod1', 'k8s-w2')))
    expect(refused.err).toMatch(/^The Pod "pod1" is invalid: spec: Forbidden: pod updates may not change fields/)
    expect(refused.session.document).toBe(LAB.document)
  })

  const labs = caseNames().filter((_, index) => index % 9 === 4)
  it.each(labs)('what is read of %s and applied again changes nothing', (name) => {
    const { document } = readCase(name)
    const host = clusterOf(document).nodes[0]?.name ?? ''
    for (const kinds of ['pods', 'nodes', 'ippools,blockaffinities,bgppeers,bgpconfigurations,felixconfigurations']) {
      const text = textOf(runLine({ document }, host, `kubectl get ${kinds} -A -o yaml`).chunks, 'out')
      const after = runLine({ document, files: { [host]: { '/root/f': text } } }, host, 'kubectl apply -f f')
      expect(textOf(after.chunks, 'out', 'err').replaceAll(/.* unchanged\n/g, '')).toMatch(/^$|no objects passed/)
      expect(after.session.document).toBe(document)
    }
  })
})

describe('kubectl --dry-run', () => {
  it.each([
    ['kubectl delete pod pod1 --dry-run=client', 'pod "pod1" deleted (dry run)\n'],
    ['kubectl label node k8s-w1 a=b --dry-run=server', 'node/k8s-w1 labeled (server dry run)\n'],
    ['kubectl run x --image=y --dry-run=client', 'pod/x created (dry run)\n'],
    ['kubectl apply -f f.yaml --dry-run=client', 'pod/pod1 configured (dry run)\n'],
    ['kubectl apply -f f.yaml --dry-run=server', 'pod/pod1 unchanged (server dry run)\n'],
  ])('%s says what would be done, and does nothing', (line, out) => {
    const after = run(line, withFile(pod('pod1', 'k8s-w1')))
    expect(after).toMatchObject({ out, err: '', exitCode: 0 })
    expect(after.session.document).toBe(LAB.document)
  })

  it('wants a value behind =', () => {
    expect(run('kubectl delete pod pod1 --dry-run client', LAB).err).toBe(
      'error: --dry-run flag without a value was specified. A value must be set: "none", "server", or "client".\n',
    )
  })

  it('with -o yaml writes a file that makes the pod', () => {
    const { out } = run('kubectl run web --image=nginx --dry-run=client -o yaml -- sleep 9', LAB)
    expect(out).toBe(`apiVersion: v1
kind: Pod
metadata:
  creationTimestamp: null
  labels:
    run: web
  name: web
spec:
  containers:
  - args:
    - sleep
    - "9"
    image: nginx
    name: web
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
`)
    expect(run('kubectl apply -f f.yaml', withFile(out)).out).toBe('pod/web created\n')
  })
})

describe('kubectl get --sort-by', () => {
  const names = (line: string) => run(line, LAB).out
  it('sorts by what stands at a path', () => {
    expect(names('kubectl get pods --sort-by=.status.podIP -o name')).toBe('pod/pod3\npod/pod1\npod/pod2\n')
    expect(names('kubectl get pods --sort-by={.spec.nodeName} --no-headers')).toMatch(/^pod3 .*\npod1 .*\npod2 /)
  })
  it('says that nothing stands there', () => {
    expect(run('kubectl get pods --sort-by=.nope', LAB)).toMatchObject({
      err: `error: couldn't find any field with path "{.nope}" in the list of objects\n`,
      exitCode: 1,
    })
  })
})

it('kubectl api-resources lists what the lab serves', () => {
  expect(
    run('kubectl api-resources', LAB).out,
  ).toBe(`NAME                  SHORTNAMES   APIVERSION                 NAMESPACED   KIND
namespaces            ns           v1                         false        Namespace
nodes                 no           v1                         false        Node
pods                  po           v1                         true         Pod
bgpconfigurations                  crd.projectcalico.org/v1   false        BGPConfiguration
bgppeers                           crd.projectcalico.org/v1   false        BGPPeer
blockaffinities                    crd.projectcalico.org/v1   false        BlockAffinity
clusterinformations                crd.projectcalico.org/v1   false        ClusterInformation
felixconfigurations                crd.projectcalico.org/v1   false        FelixConfiguration
ipamblocks                         crd.projectcalico.org/v1   false        IPAMBlock
ipamconfigs                        crd.projectcalico.org/v1   false        IPAMConfig
ippools                            crd.projectcalico.org/v1   false        IPPool
`)
  expect(run('kubectl api-resources --namespaced -o name', LAB).out).toBe('pods\n')
})

it.each([
  'edit pod pod1',
  'scale deploy x',
  'rollout status x',
  'top pods',
  'logs pod1',
  'explain pods',
  'taint nodes k8s-w1 a=b:NoSchedule',
])('kubectl %s is refused by name', (line) => {
  const refused = run(`kubectl ${line}`, LAB)
  expect(refused).toMatchObject({ out: '', err: '', notes: ['command-not-modelled'], exitCode: 1 })
  expect(refused.session.document).toBe(LAB.document)
})

describe('kubectl get -w', () => {
  /** What is printed at first, and then after each line that is typed elsewhere. */
  function watched(line: string, ...changes: readonly string[]): readonly string[] {
    let running = startLine(LAB, 'k8s-m', line)
    const texts = [textOf(running.chunks, 'out', 'err')]
    for (const change of changes) {
      const after = runLine(running.session, '-', change)
      expect(running.listening).toBeDefined()
      running = running.listening?.hear(after.session, after.sent) ?? running
      texts.push(textOf(running.chunks, 'out', 'err').replaceAll(/ \d+s /g, ' 0s '))
    }
    const end = running.listening?.interrupt(running.session)
    expect(end).toMatchObject({ chunks: [], exitCode: line.includes('|') ? 0 : 130 })
    return texts
  }

  it('prints what there is, and a row for each change, as wide as the rows before', () => {
    const [first, made, other, gone] = watched(
      'kubectl get pods -w -o wide',
      'kubectl run a-long-name --image=x',
      'calicoctl patch ippool default-ipv4-ippool -p \'{"spec":{"ipipMode":"Never"}}\'',
      'kubectl delete pod pod2',
    )
    expect(first).toBe(run('kubectl get pods -o wide', LAB).out)
    expect(made?.replace(/172\.16\.\S+ +k8s-\S+/, 'ADDRESS NODE')).toBe(
      'a-long-name   1/1     Running   0          0s    ADDRESS NODE    <none>           <none>\n',
    )
    expect(other).toBe('')
    expect(gone).toMatch(/^pod2 {10}1\/1 {5}Running {3}0 {10}0s {4}172/)
  })

  it('--watch-only leaves out what there is; -o name and --no-headers are as without -w', () => {
    expect(watched('kubectl get nodes --watch-only', 'kubectl label node k8s-w1 a=b')).toEqual([
      '',
      expect.stringMatching(/^NAME {5}STATUS .*\nk8s-w1 {3}Ready /),
    ])
    expect(watched('k get po -w -o name | grep 2', 'kubectl delete pod pod2')).toEqual(['pod/pod2\n', 'pod/pod2\n'])
  })

  it('takes one kind, and says of what is not there that it is not', () => {
    expect(run('kubectl get pods,nodes -w', LAB).err).toBe('error: you may only specify a single resource type\n')
    expect(run('kubectl get pod nope -w', LAB)).toMatchObject({
      err: 'Error from server (NotFound): pods "nope" not found\n',
      exitCode: 1,
    })
  })
})

it('kubectl version, and get all with the kind before each name', () => {
  expect(run('kubectl version', LAB).out).toMatch(
    /^Client Version: v1\.30\.4\nKustomize Version: .*\nServer Version: v1/,
  )
  expect(run('kubectl get all --no-headers', LAB).out).toMatch(/^pod\/pod1 .*\npod\/pod2 .*\npod\/pod3 /)
})
