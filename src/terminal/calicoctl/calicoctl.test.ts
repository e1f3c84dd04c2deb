import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import { withRestlessSession } from '../../engine/lab/example-lab'
import { clusterOf } from '../../engine/lab/read-cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { parseLab } from '../../io/parse-lab'
import reference from '../../labs/reference.yaml'
import type { Session } from '../command'
import { textOf } from '../output'
import { runLine } from '../run-line'
import { fiveDigits } from './ipam-table'

const before = parseLab(
  readFileSync(new URL('../../../fixtures/terminal/reference-before.yaml', import.meta.url), 'utf8'),
)
if (!before.ok) throw new Error(JSON.stringify(before.error))

const FRESH: Session = { document: before.value.document }

function run(line: string, session: Session = FRESH) {
  const { chunks, exitCode, session: after } = runLine(session, 'k8s-m', line)
  const notes = chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note.code] : []))
  return { out: textOf(chunks, 'out'), err: textOf(chunks, 'err'), notes, exitCode, session: after }
}

const withFile = (session: Session, text: string): Session => ({
  ...session,
  files: { 'k8s-m': { '/root/f.yaml': text } },
})

const apply = (text: string, verb = 'apply') => run(`calicoctl ${verb} -f f.yaml`, withFile(FRESH, text))

/** As a page shows it: what blanks a line ends in cannot be seen. */
const seen = (text: string): string => text.replace(/ +$/gm, '')

const POOL = 'default-ipv4-ippool'
const patch = (spec: string, session = FRESH) => run(`calicoctl patch ippool ${POOL} -p '{"spec":${spec}}'`, session)

describe('the reference session', () => {
  const wide = (mode: string, width: number) =>
    `NAME                  CIDR            NAT    ${'IPIPMODE'.padEnd(width)}VXLANMODE   DISABLED   DISABLEBGPEXPORT   SELECTOR\n` +
    `default-ipv4-ippool   172.16.0.0/16   true   ${mode.padEnd(width)}Never       false      false              all()\n\n`

  it('shows the pool', () => {
    expect(seen(run('calicoctl get ippool -o wide').out)).toBe(wide('Always', 11))
    expect(run(`calicoctl get ippool ${POOL} -o yaml`).out).toBe(`apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  creationTimestamp: "2024-09-13T01:29:35Z"
  name: default-ipv4-ippool
  resourceVersion: "4751"
  uid: 39e31d54-8836-47e7-b5b1-9d2a90d91c26
spec:
  allowedUses:
  - Workload
  - Tunnel
  blockSize: 24
  cidr: 172.16.0.0/16
  ipipMode: Always
  natOutgoing: true
  nodeSelector: all()
  vxlanMode: Never
`)
  })

  it('changes its mode by apply, then by patch', () => {
    const text = run(`calicoctl get ippool ${POOL} -o yaml`).out.replace('ipipMode: Always', 'ipipMode: Never')
    const applied = apply(text)
    expect(applied).toMatchObject({ out: "Successfully applied 1 'IPPool' resource(s)\n", err: '', exitCode: 0 })
    const never = run('calicoctl get ippool -o wide', applied.session)
    expect(seen(never.out)).toBe(wide('Never', 11))
    const patched = patch('{"ipipMode":"CrossSubnet"}', never.session)
    expect(patched).toMatchObject({ out: "Successfully patched 1 'IPPool' resource\n", err: '', exitCode: 0 })
    expect(seen(run('calicoctl get ippool -o wide', patched.session).out)).toBe(wide('CrossSubnet', 14))
  })

  it('lists the endpoints that pods make, in the order of the pods', () => {
    const pods = ['pod1 k8s-w1', 'pod2 k8s-w2', 'pod3 k8s-w0'].map((pod) => pod.split(' '))
    const text = pods
      .map(([name, node]) => `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {nodeName: ${node}}}`)
      .join('\n---\n')
    const made = run('kubectl apply -f f.yaml', withFile(patch('{"ipipMode":"Never"}').session, text))
    expect(made.out).toBe('pod/pod1 created\npod/pod2 created\npod/pod3 created\n')
    expect(seen(run('calicoctl get wep', made.session).out)).toBe(`WORKLOAD   NODE     NETWORKS          INTERFACE
pod1       k8s-w1   172.16.158.8/32   calice0906292e2
pod2       k8s-w2   172.16.184.2/32   calibd2348b4f67
pod3       k8s-w0   172.16.34.1/32    cali49778cadcf1

`)
  })
})

describe('what calicoctl get shows', () => {
  it.each([
    [
      'calicoctl get nodes -o wide',
      `NAME     ASN       IPV4                IPV6
k8s-m    (64512)   192.168.10.10/24
k8s-w0   (64512)   192.168.20.100/24
k8s-w1   (64512)   192.168.10.101/24
k8s-w2   (64512)   192.168.10.102/24

`,
    ],
    [
      'calicoctl get BGPConfig',
      'NAME      LOGSEVERITY   MESHENABLED   ASNUMBER\ndefault                 true          64512\n\n',
    ],
    ['calicoctl get bgppeer', 'NAME   PEERIP   NODE   ASN\n\n'],
    ['calicoctl get ipp -o custom-columns=NAME,NAT', 'NAME                  NAT\ndefault-ipv4-ippool   true\n\n'],
    [
      'calicoctl get bgppeers -o yaml',
      'apiVersion: projectcalico.org/v3\nitems: []\nkind: BGPPeerList\nmetadata:\n  resourceVersion: "4751"\n',
    ],
    ['calicoctl get ippool nope -o yaml', 'null\n'],
  ])('%s', (line, out) => {
    expect(seen(run(line).out).replace(/resourceVersion: "\d+"/, 'resourceVersion: "4751"')).toBe(out)
  })
})

describe('what calicoctl refuses', () => {
  const NOT_FOUND = 'resource does not exist: IPPool(nope) with error: ippools.crd.projectcalico.org "nope" not found\n'
  it.each([
    ['calicoctl get ippool nope', NOT_FOUND],
    ['calicoctl get foo', "Failed to get resources: resource type 'foo' is not supported\n"],
    ['calicoctl get blockaffinities', "Failed to get resources: resource type 'blockaffinities' is not supported\n"],
    ['calicoctl get ippool -o xml', "unrecognized output format 'xml'\n"],
    ['calicoctl get ippool -n x', 'IPPool is not namespaced\n'],
    ['calicoctl get', "Invalid option: 'calicoctl get'. Use flag '--help' to read about a specific subcommand.\n"],
    [
      'calicoctl get ippool --foo',
      "Invalid option: 'calicoctl get ippool --foo'. Use flag '--help' to read about a specific subcommand.\n",
    ],
    ['calicoctl delete ippool nope', `Failed to delete 'IPPool' resource: ${NOT_FOUND}\n`],
    [
      'calicoctl delete node k8s-w1',
      "Failed to delete 'Node' resource: operation Delete is not supported on Node(k8s-w1)\n\n",
    ],
    ['calicoctl apply -f nope.yaml', 'Failed to execute command: open nope.yaml: no such file or directory\n'],
    ['calicoctl ipam release --ip=172.16.34.200', 'IP address 172.16.34.200 is not assigned\n'],
    [
      'calicoctl node status --x',
      "Invalid option: 'calicoctl node status --x'. Use flag '--help' to read about a specific subcommand.\n",
    ],
  ])('%s', (line, err) => {
    const refused = run(line)
    expect(refused).toMatchObject({ err, exitCode: 1 })
    expect(refused.session.document).toBe(FRESH.document)
  })

  it.each([
    ['{"blockSize":26}', "IPPool.Spec.BlockSize = '26' (IPPool BlockSize cannot be modified)"],
    ['{"cidr":"172.17.0.0/16"}', "IPPool.Spec.CIDR = '172.17.0.0/16' (IPPool CIDR cannot be modified)"],
    [
      '{"vxlanMode":"Always"}',
      "IPPool.Spec.VXLANMode = 'Always' (Cannot enable both VXLAN and IPIP on the same IPPool)",
    ],
    [
      '{"ipipMode":"always"}',
      "IPIPMode = 'always' (Reason: failed to validate Field: IPIPMode because of Tag: ipIpMode )",
    ],
  ])('a patch of %s', (spec, field) => {
    const refused = patch(spec)
    expect(refused.err).toBe(`Hit error: updating existing resource: error with field ${field}\n`)
    expect(refused.session.document).toBe(FRESH.document)
  })

  it('several fields together', () => {
    expect(
      patch('{"blockSize":33,"cidr":"172.17.0.0/16"}').err,
    ).toBe(`Hit error: updating existing resource: error with the following fields:
-  IPPool.Spec.CIDR = '172.17.0.0/16' (IPPool CIDR cannot be modified)
-  IPPool.Spec.BlockSize = '33' (IPPool BlockSize cannot be modified)
-  IPPool.Spec.BlockSize = '33' (IPv4 block size must be between 20 and 32)

`)
  })

  const pool = (spec: string, name = 'new') =>
    `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: ${name}\nspec: ${spec}\n`

  it.each([
    [
      pool('{cidr: 172.16.0.0/12}'),
      "[error with field IPPool.Spec.CIDR = '172.16.0.0/12' (IPPool(new) CIDR overlaps with IPPool(default-ipv4-ippool) CIDR 172.16.0.0/16)]",
    ],
    [
      pool('{cidr: 10.0.0.1/16}'),
      "[error with field IPPool.Spec.CIDR = '10.0.0.0/16' (IPPool CIDR is not strictly masked)]",
    ],
    [pool('{}'), '[error with field IPPool.Spec.CIDR (IPPool CIDR must be specified)]'],
    [
      pool('{cidr: 172.16.0.0/16, blockSize: 26}', POOL),
      "[error with field IPPool.Spec.BlockSize = '26' (IPPool blocksSize conflicts with existing allocations that use a different blockSize)]",
    ],
  ])('to apply %s', (text, errors) => {
    expect(apply(text)).toMatchObject({ out: '', err: `Failed to apply 'IPPool' resource: ${errors}\n`, exitCode: 1 })
  })

  it.each([
    ['a: b\n c: d\n', 'error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context'],
    [
      pool('{cidr: 10.0.0.0/16, ipMode: Never}'),
      'error unmarshaling JSON: while decoding JSON: json: unknown field "ipMode"',
    ],
    [
      pool('{cidr: 10.0.0.0/16, blockSize: "24"}'),
      'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go struct field IPPoolSpec.spec.blockSize of type int',
    ],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n', 'Unknown resource type (Pod) and/or version (v1)'],
  ])('to read %j', (text, error) => {
    expect(apply(text)).toMatchObject({ err: `Failed to execute command: ${error}\n`, exitCode: 1 })
  })

  it('an object that was changed in the meantime', () => {
    const old = run(`calicoctl get ippool ${POOL} -o yaml`).out
    const changed = patch('{"ipipMode":"Never"}').session
    const late = run(
      'calicoctl apply -f f.yaml',
      withFile(changed, old.replace('natOutgoing: true', 'natOutgoing: false')),
    )
    expect(late.err).toBe(`Failed to apply 'IPPool' resource: [update conflict: IPPool(${POOL})]\n`)
  })

  it('to create what is there, unless that is to be skipped', () => {
    const text = pool('{cidr: 172.16.0.0/16, blockSize: 24}', POOL)
    const failure = `Failed to create 'IPPool' resource: [resource already exists: IPPool(${POOL})]\n`
    expect(apply(text, 'create').err).toBe(failure)
    const skipped = run('calicoctl create --skip-exists -f f.yaml', withFile(FRESH, text))
    expect(skipped.out).toBe("Successfully created 1 'IPPool' resource(s)\n")
  })

  it('the last pool, in the words of the lab', () => {
    expect(run(`calicoctl delete ippool ${POOL}`)).toMatchObject({ notes: ['refused'], out: '', exitCode: 1 })
  })
})

describe('what calicoctl changes', () => {
  it('creates, replaces and deletes a pool', () => {
    const text = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: b}\nspec: {cidr: 10.0.0.0/16}\n'
    const created = apply(text, 'create')
    expect(created.out).toBe("Successfully created 1 'IPPool' resource(s)\n")
    const replaced = run(
      'calicoctl replace -f f.yaml',
      withFile(created.session, text.replace('/16}', '/16, disabled: true}')),
    )
    expect(replaced.out).toBe("Successfully replaced 1 'IPPool' resource(s)\n")
    expect(clusterOf(replaced.session.document).pools.map(({ disabled }) => disabled)).toEqual([false, true])
    const deleted = run('calicoctl delete pool b', replaced.session)
    expect(deleted.out).toBe("Successfully deleted 1 'IPPool' resource(s)\n")
    expect(clusterOf(deleted.session.document).pools).toHaveLength(1)
  })

  it('a node in its annotations, which stay a Kubernetes Node', () => {
    const after = run(`calicoctl patch node k8s-w1 -p '{"spec":{"bgp":{"routeReflectorClusterID":"244.0.0.1"}}}'`)
    expect(after.out).toBe("Successfully patched 1 'Node' resource\n")
    const node = after.session.document.manifests.find(({ metadata }) => metadata.name === 'k8s-w1')
    expect(node).toMatchObject({
      apiVersion: 'v1',
      metadata: { annotations: { 'projectcalico.org/RouteReflectorClusterID': '244.0.0.1' } },
    })
  })

  const labs = caseNames().filter((_, index) => index % 9 === 0)
  const KINDS = ['ippools', 'nodes', 'bgppeers', 'bgpconfigurations', 'felixconfigurations']
  it.each(labs)('what is read of %s and applied again changes nothing', (name) => {
    const session: Session = { document: readCase(name).document }
    const host = clusterOf(session.document).nodes[0]?.name ?? ''
    for (const kind of KINDS) {
      for (const format of ['yaml', 'json']) {
        const text = textOf(runLine(session, host, `calicoctl get ${kind} -o ${format}`).chunks, 'out')
        const withText = { ...session, files: { [host]: { '/root/f': text } } }
        const after = runLine(withText, host, 'calicoctl apply --skip-empty -f f')
        expect(textOf(after.chunks, 'err')).toMatch(/^$|No resources specified/)
        expect(after.session.document).toBe(session.document)
      }
    }
  })
})

describe('calicoctl ipam and node', () => {
  it('counts what is used', () => {
    expect(
      run('calicoctl ipam show --show-blocks').out,
    ).toBe(`+----------+-----------------+-----------+------------+--------------+
| GROUPING |      CIDR       | IPS TOTAL | IPS IN USE |   IPS FREE   |
+----------+-----------------+-----------+------------+--------------+
| IP Pool  | 172.16.0.0/16   |     65536 | 4 (0%)     | 65532 (100%) |
| Block    | 172.16.116.0/24 |       256 | 1 (0%)     | 255 (100%)   |
| Block    | 172.16.158.0/24 |       256 | 1 (0%)     | 255 (100%)   |
| Block    | 172.16.184.0/24 |       256 | 1 (0%)     | 255 (100%)   |
| Block    | 172.16.34.0/24  |       256 | 1 (0%)     | 255 (100%)   |
+----------+-----------------+-----------+------------+--------------+
`)
    expect([256, 65536, 1048576, 99999].map(fiveDigits)).toEqual(['256', '65536', '1.0486e+06', '99999'])
  })

  it('tells of one address, and finds no problem where there is none', () => {
    const node = clusterOf(FRESH.document).nodes.find(({ name }) => name === 'k8s-w0')
    const address = node?.ipipTunnelAddress === undefined ? '' : formatIpv4(node.ipipTunnelAddress)
    expect(run(`calicoctl ipam show --ip=${address}`).out).toBe(
      `IP ${address} is in use\nAttributes:\n  node: k8s-w0\n  type: ipipTunnelAddress\n`,
    )
    expect(run('calicoctl ipam show --ip=172.16.34.200').out).toBe('172.16.34.200 is not assigned\n')
    expect(run('calicoctl ipam check').out).toMatch(
      /Found 4 node tunnel IPs\.[\s\S]*Check complete; found 0 problems\.\n$/,
    )
  })

  it('[BGP-10] a session that comes and goes is shown up, and the lab says so', () => {
    const session: Session = { document: withRestlessSession(reference.document) }
    const notesOf = (host: string, line: string) =>
      runLine(session, host, line).chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [chunk.note] : []))
    const note = { code: 'bgp-restless', params: { peers: 'k8s-w0 (192.168.20.100), beyond (192.168.20.2)' } }
    expect(notesOf('k8s-w1', 'calicoctl node status')).toEqual([note])
    expect(notesOf('k8s-w1', 'birdcl show protocols')).toEqual([note])
    expect(notesOf('k8s-m', 'calicoctl node status')).toEqual([])
  })

  it('shows the sessions of the node it runs on, and of a stopped BIRD none', () => {
    const { out } = run('calicoctl node status')
    expect(out.split('\n').filter((line) => line.includes('Established'))).toHaveLength(3)
    expect(runLine(FRESH, '-', 'calicoctl node status')).toMatchObject({ exitCode: 1 })
    const stopped: Session = { document: readCase('018-birddown').document }
    const cluster = clusterOf(stopped.document)
    const down = cluster.underlay.hosts.find(({ birdStopped }) => birdStopped)?.node ?? ''
    expect(textOf(runLine(stopped, down, 'calicoctl node status').chunks, 'out')).toContain(
      "INFO: BIRDv4 process: 'bird' is not running.",
    )
    const other = cluster.nodes.find(({ name }) => name !== down)?.name ?? ''
    expect(textOf(runLine(stopped, other, 'calicoctl node status').chunks, 'out')).toMatch(
      /\| start \| 08:00:00 \| (Passive|Active Socket: Connection)/,
    )
  })
})

describe('calicoctl label', () => {
  const labelsOf = (session: Session, name: string) =>
    runLine(session, 'k8s-m', `calicoctl get ippool ${name} -o yaml`)
      .chunks.flatMap((chunk) => (chunk.stream === 'out' ? [chunk.text] : []))
      .join('')
      .match(/ {2}labels:\n((?: {4}.*\n)+)/)?.[1]

  it('sets, updates and removes one', () => {
    const set = run(`calicoctl label ippool ${POOL} rack=a`)
    expect(set).toMatchObject({ out: `Successfully set label rack on ippool ${POOL}\n`, exitCode: 0 })
    expect(labelsOf(set.session, POOL)).toBe('    rack: a\n')
    const refused = run(`calicoctl label ippool ${POOL} rack=b`, set.session)
    expect(refused.err).toBe(
      `failed to update label of ippool ${POOL}, key rack is already present. please use '--overwrite' to set a new value.\n`,
    )
    const updated = run(`calicoctl label ippool ${POOL} rack=b --overwrite`, set.session)
    expect(updated.out).toBe(`Successfully updated label rack on ippool ${POOL}\n`)
    const removed = run(`calicoctl label ippool ${POOL} rack --remove`, updated.session)
    expect(removed.out).toBe(`Successfully removed label rack from ippool ${POOL}\n`)
    expect(labelsOf(removed.session, POOL)).toBeUndefined()
    expect(labelsOf(updated.session, POOL)).toBe('    rack: b\n')
  })

  it('a node’s is what selectors see', () => {
    const after = run('calicoctl label node k8s-w1 rack=a').session
    expect(clusterOf(after.document).nodes.find(({ name }) => name === 'k8s-w1')?.labels).toMatchObject({ rack: 'a' })
  })

  it.each([
    [
      `calicoctl label ippool ${POOL} rack --remove`,
      `cannot remove label of ippool ${POOL}, key rack does not exist\n`,
    ],
    ['calicoctl label ippool nope a=b', 'ippool nope not found\n'],
    ['calicoctl label foo x a=b', "failed to get foo x, error resource type 'foo' is not supported\n"],
    [`calicoctl label ippool ${POOL} a=b=c`, 'invalid label a=b=c\n'],
    [
      `calicoctl label ippool ${POOL} a`,
      `Invalid option: 'calicoctl label ippool ${POOL} a'. Use flag '--help' to read about a specific subcommand.\n`,
    ],
  ])('%s', (line, err) => {
    expect(run(line)).toMatchObject({ err, exitCode: 1 })
  })
})

it('labels that an applied file no longer has are taken away', () => {
  const set = run(`calicoctl label ippool ${POOL} rack=a`).session
  const line = `calicoctl get ippool ${POOL} -o yaml | sed '/labels:/d; /rack: a/d' | calicoctl apply -f -`
  const after = run(line, set)
  expect(after.out).toBe("Successfully applied 1 'IPPool' resource(s)\n")
  expect(run(`calicoctl get ippool ${POOL} -o yaml`, after.session).out).not.toContain('rack')
})

describe('calicoctl ipam configure and split', () => {
  it('strict affinity is the cluster’s from then on', () => {
    const after = run('calicoctl ipam configure --strictaffinity=true')
    expect(after.out).toBe('Successfully set StrictAffinity to: true\n')
    expect(clusterOf(after.session.document).ipamConfig.strictAffinity).toBe(true)
    expect(run('calicoctl ipam show --show-configuration', after.session).out).toContain('| StrictAffinity     | true')
    const back = run('calicoctl ipam configure --strictaffinity=0', after.session)
    expect(clusterOf(back.session.document).ipamConfig.strictAffinity).toBe(false)
  })

  it.each([
    ['calicoctl ipam configure --strictaffinity=maybe', 'Invalid value. Use true or false to set strictaffinity\n'],
    [
      'calicoctl ipam configure',
      "Invalid option: 'calicoctl ipam configure'. Use flag '--help' to read about a specific subcommand.\n",
    ],
    [
      'calicoctl ipam split 2 --cidr=172.16.0.0/16',
      'datastore is not locked. Run the `calicoctl datastore migrate lock` command in order split the IP pools\n',
    ],
    [
      'calicoctl ipam split x --name=a',
      'error reading number to split IP pools into. x is not a valid number: strconv.Atoi: parsing "x": invalid syntax\n',
    ],
  ])('%s', (line, err) => {
    const refused = run(line)
    expect(refused).toMatchObject({ err, exitCode: 1 })
    expect(refused.session.document).toBe(FRESH.document)
  })
})

it.each(['get', 'apply', 'label', 'version', 'ipam show', 'ipam configure', 'node status'])(
  'calicoctl %s --help says how it is used',
  (verb) => expect(run(`calicoctl ${verb} --help`).out).toMatch(new RegExp(`^Usage:\n {2}calicoctl ${verb} `)),
)
