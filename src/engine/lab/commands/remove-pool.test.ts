import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import { formatPrefix } from '../../net/prefix'
import { applyCommand } from '../apply-command'
import { apply, edited } from '../example-lab'
import { ipamOfCluster } from '../ipam-in-document'
import { clusterOf } from '../read-cluster'

const parsed = parseLab(readFileSync(new URL('../../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const two = edited(parsed.value.document, apply('IPPool', 'second', { cidr: '10.64.0.0/16', ipipMode: 'Always' }))

describe('[IPAM-9] a deleted pool', () => {
  const after = edited(two, { kind: 'remove-pool', pool: 'default-ipv4-ippool' })
  const cluster = clusterOf(after)
  const blocks = [...ipamOfCluster(cluster).blocks.values()]

  it('leaves blocks in use without an owner, and takes the empty ones away', () => {
    const left = blocks.map(({ cidr, node }) => [formatPrefix(cidr), node])
    expect(left.filter(([, node]) => node === undefined)).toEqual([
      ['172.16.158.0/24', undefined],
      ['172.16.184.0/24', undefined],
      ['172.16.34.0/24', undefined],
    ])
    expect(left.map(([cidr]) => cidr)).not.toContain('172.16.116.0/24')
  })

  it('leaves pods their addresses, and nodes without tunnel addresses of it', () => {
    expect(cluster.pods).toEqual(clusterOf(two).pods)
    const inside = (text: string) => text.startsWith('172.16.')
    expect(JSON.stringify(after.manifests.filter(({ kind }) => kind === 'Node'))).not.toMatch(/TunnelAddr":"172\.16/)
    expect(cluster.blockAffinities.map(({ cidr }) => formatPrefix(cidr)).filter(inside)).toEqual([])
  })
})

describe('an address released by hand', () => {
  it('is free again, if nothing uses it', () => {
    const leaky = edited(parsed.value.document, { kind: 'add-pod', node: 'k8s-w0', name: 'web' })
    const used = (document: typeof leaky) =>
      [...ipamOfCluster(clusterOf(document)).blocks.values()].flatMap(({ attributes }) => attributes).length
    const gone = edited(leaky, { kind: 'delete-manifest', resource: 'Pod', name: 'web' })
    expect(used(gone)).toBe(used(leaky) - 1)
  })

  it.each(['172.16.34.200', '10.0.0.1', 'nonsense'])('is refused for %s, which nobody has', (address) => {
    const result = applyCommand(two, { kind: 'release-address', address })
    expect(result).toMatchObject({ ok: false, error: [{ code: 'address-not-assigned' }] })
  })

  it('of a leaked allocation goes to the end of the free list', () => {
    const block = {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'IPAMBlock',
      metadata: { name: '172-16-34-0-24' },
      spec: {
        affinity: 'host:k8s-w0',
        allocations: [0, 1, 2, ...Array.from({ length: 253 }, () => null)],
        attributes: [
          { handle_id: 'ipip-tunnel-addr-k8s-w0', secondary: { node: 'k8s-w0', type: 'ipipTunnelAddress' } },
          { handle_id: 'a', secondary: { namespace: 'default', node: 'k8s-w0', pod: 'pod3' } },
          { handle_id: 'b', secondary: { namespace: 'default', node: 'k8s-w0', pod: 'gone' } },
        ],
        cidr: '172.16.34.0/24',
        unallocated: Array.from({ length: 253 }, (_, index) => index + 3),
      },
    }
    const leaky = edited(parsed.value.document, { kind: 'apply-manifest', manifest: block })
    const after = edited(leaky, { kind: 'release-address', address: '172.16.34.2' })
    const held = [...ipamOfCluster(clusterOf(after)).blocks.values()].find(({ node }) => node === 'k8s-w0')
    expect(held?.unallocated.at(-1)).toBe(2)
  })
})
