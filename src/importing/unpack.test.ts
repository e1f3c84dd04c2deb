import { gzipSync, strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { clusterOf } from '../engine/lab/read-cluster'
import { joined } from '../io/inflate'
import { printed, resourcesOf } from './cluster-export.arb'
import { importFiles } from './import-lab'
import { tarOf } from './tar.arb'
import { unpack } from './unpack'

const KUBECTL = { group: 'crd', wrapper: 'list' } as const
const resources = resourcesOf({ nodes: 3, podsPerNode: 2 }, KUBECTL)
const text = (kind: string): string => printed(resources[kind] ?? [], KUBECTL)
const ROUTES =
  'default via 10.20.1.1 dev ens5 proto dhcp metric 100 \n10.20.1.0/24 dev ens5 proto kernel scope link src 10.20.1.11 metric 100 \n10.9.0.0/16 via 10.20.1.254 dev ens5 \nlocal 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 \nfe80::/64 dev ens5 proto kernel metric 256 pref medium\n'

/** As `calicoctl cluster diags` packs them (calicoctl `commands/cluster/diags.go`). */
const DIAGS = 'calico-diagnostics-20260302_081530'
const DIAGS_FILES = {
  [`${DIAGS}/cluster/version.yaml`]: 'clientVersion:\n  major: "1"\nserverVersion:\n  major: "1"\n',
  [`${DIAGS}/cluster/crd/ippools.crd.projectcalico.org.yaml`]: text('ippools'),
  [`${DIAGS}/cluster/crd/ippools.crd.projectcalico.org.txt`]: 'NAME   AGE\nedge-pool   3d\n',
  [`${DIAGS}/cluster/crd/blockaffinities.crd.projectcalico.org.yaml`]: text('blockaffinities'),
  [`${DIAGS}/cluster/crd/globalnetworkpolicies.crd.projectcalico.org.yaml`]:
    'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""\n',
  [`${DIAGS}/cluster/kubernetes/nodes.yaml`]: text('nodes'),
  [`${DIAGS}/cluster/kubernetes/pods.yaml`]: text('pods'),
  [`${DIAGS}/cluster/kubernetes/configmaps.yaml`]:
    'apiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n    a: b\n  kind: ConfigMap\n  metadata:\n    name: cm\n    namespace: shop\nkind: List\n',
  [`${DIAGS}/nodes/edge-a1/ip-route.txt`]: ROUTES,
  [`${DIAGS}/nodes/edge-a1/iptables-nft-save.txt`]: '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n',
  [`${DIAGS}/nodes/edge-a1/calico-system/${'calico-node-with-a-very-long-name-'.repeat(4)}.log`]: 'a log\n'.repeat(
    1000,
  ),
}
const clusterDiags = tarOf(DIAGS_FILES)
const zipOf = (files: Readonly<Record<string, string>>, level: 0 | 9 = 9): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) as Zippable, { level })

/** From the end of an archive of one file `a.yaml` to its entry in the directory: 22 of the end, 46 and the name before it. */
const CENTRAL = -(22 + 46 + 'a.yaml'.length)

function patched(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const copy = bytes.slice()
  copy[at < 0 ? copy.length + at : at] = byte
  return copy
}

/** A directory that names the same packed megabyte again and again, as a bomb of quadratic size does. */
function overlapping(times: number): Uint8Array {
  const zip = zipSync({ 'a.yaml': new Uint8Array(1_000_000) })
  const start = zip.length + CENTRAL
  const entry = zip.subarray(start, zip.length - 22)
  const end = zip.slice(zip.length - 22)
  const view = new DataView(end.buffer)
  view.setUint16(8, times, true)
  view.setUint16(10, times, true)
  return joined([zip.subarray(0, start), ...Array.from({ length: times }, () => entry), end])
}

describe('archives', () => {
  it('[IMPORT-6] calicoctl cluster diags: the cluster, and the tables of its nodes', () => {
    for (const bytes of [gzipSync(clusterDiags), clusterDiags, zipOf(DIAGS_FILES), zipOf(DIAGS_FILES, 0)]) {
      const imported = importFiles([{ name: 'diags.tar.gz', content: bytes }])
      if (!imported.ok || imported.value.kind !== 'lab') throw new Error(JSON.stringify(imported))
      const { report, document } = imported.value
      expect(report.read).toEqual([
        { kind: 'BlockAffinity', count: 3 },
        { kind: 'IPPool', count: 1 },
        { kind: 'Node', count: 3 },
        { kind: 'Pod', count: 6 },
      ])
      expect(report.leftOut).toEqual([{ kind: 'ConfigMap', count: 1 }])
      expect(report.drift?.hosts.map(({ host }) => host)).toEqual(['edge-a1'])
      expect(clusterOf(document).underlay).toMatchObject({
        subnets: [{ name: 'subnet1' }],
        hosts: [{ node: 'edge-a1', interface: 'ens5', gatewayMetric: 100, routes: [{ metric: 0 }] }],
      })
    }
  })

  it('[IMPORT-6] calicoctl node diags: a table alone, of the host whose name lies beside it', () => {
    const tar = tarOf({
      'diagnostics/hostname': 'edge-a1\n',
      'diagnostics/ipv4_route': ROUTES,
      'diagnostics/netstat': 'Active Internet connections\n',
      'diagnostics/logs/bird/current': 'bird: Started\n',
    })
    const imported = importFiles([{ name: 'diags-1.tar.gz', content: gzipSync(tar) }])
    expect(imported).toMatchObject({
      ok: true,
      value: { kind: 'tables', tables: [{ host: 'edge-a1', routes: { length: 3 } }] },
    })
  })

  it('keeps long names', () => {
    const name = `${'a/'.repeat(80)}x.yaml`
    const unpacked = unpack('a.tar', tarOf({ [name]: 'a: 1\n' }))
    expect(unpacked.ok && unpacked.value[0]?.name).toBe(`a.tar/${name}`)
  })

  const whole = gzipSync(clusterDiags)
  const fault = (content: Uint8Array): string => {
    const imported = importFiles([{ name: 'x.tar.gz', content }])
    return imported.ok ? 'read' : (imported.error[0]?.code ?? '')
  }
  it.each([
    ['cut short', whole.slice(0, whole.length - 200), 'archive-broken'],
    [
      'with bytes of another file in it',
      whole.map((byte, at) => (at > 500 && at < 600 ? 0x55 : byte)),
      'archive-broken',
    ],
    ['of a tar that is cut short', gzipSync(clusterDiags.slice(0, 30_000)), 'archive-broken'],
    ['of gigabytes of zeros', gzipSync(new Uint8Array(80_000_000)), 'archive-bomb'],
    ['of a tar of gigabytes of zeros', gzipSync(tarOf({ 'bomb.yaml': new Uint8Array(80_000_000) })), 'archive-bomb'],
    ['of nothing that is read', gzipSync(tarOf({ 'a.log': 'x' })), 'archive-empty'],
    ['zip, of which the beginning is all there is', strToU8('PK\u0003\u0004rest'), 'archive-broken'],
    ['zip of gigabytes of zeros', zipSync({ 'bomb.yaml': new Uint8Array(80_000_000) }), 'archive-bomb'],
    ['zip that lists one file a thousand times', overlapping(1000), 'archive-bomb'],
    ['zip that is encrypted', patched(zipOf({ 'a.yaml': 'a: 1' }), CENTRAL + 8, 1), 'archive-zip'],
    ['zip packed by another method', patched(zipOf({ 'a.yaml': 'a: 1' }), CENTRAL + 10, 14), 'archive-zip'],
    ['zip whose content is not what was packed', patched(zipOf({ 'a.yaml': 'a: 1' }, 0), 37, 0x42), 'archive-broken'],
    ['zip of nothing that is read', zipOf({ 'a.log': 'x' }), 'archive-empty'],
    ['no archive', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), 'binary-file'],
  ])('[IMPORT-7] refuses one %s', (_, bytes, code) => {
    expect(fault(bytes)).toBe(code)
  })

  it('[IMPORT-7] cut anywhere, it is read or refused', () => {
    for (const archive of [whole, zipOf(DIAGS_FILES)]) {
      for (let length = 0; length < archive.length; length += 997)
        expect(fault(archive.slice(0, length))).toMatch(/^(archive|text|binary|not)-/)
    }
  })

  it('[IMPORT-7] a zip with any one byte changed is read or refused', () => {
    const zip = zipOf({ 'a.yaml': text('ippools'), 'b.json': '{}' })
    for (let at = 0; at < zip.length; at += 1) {
      expect(fault(patched(zip, at, (zip[at] ?? 0) ^ 0xff))).toMatch(/^(read$|[a-z]+-)/)
    }
  })
})
