import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import reference from '../../../labs/reference.yaml'
import { formatIpv4 } from '../../net/ipv4'
import { prefix } from '../../net/prefix'
import type { LabDocument } from '../document'
import { clusterOf, warningsOf } from '../read-cluster'
import { renumberSubnet } from './renumber-subnet'

const lab = (text: string): LabDocument => {
  const parsed = parseLab(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.document
}

function renumbered(document: LabDocument, name: string, cidr: string) {
  const result = renumberSubnet(document, name, prefix(cidr))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const nodesOf = (document: LabDocument) =>
  clusterOf(document).nodes.map(
    ({ internalAddress, bgpAddress }) => `${formatIpv4(internalAddress)}/${bgpAddress.length}`,
  )

describe('a subnet on another network', () => {
  it('takes its machines, gateway, interfaces and routes with it', () => {
    const { document, machines } = renumbered(reference.document, 'a', '10.5.0.0/24')
    expect(machines).toEqual(['k8s-m', 'k8s-w1', 'k8s-w2', 'router'])
    expect(nodesOf(document)).toEqual(['10.5.0.10/24', '10.5.0.101/24', '10.5.0.102/24', '192.168.20.100/24'])
    const { underlay } = clusterOf(document)
    expect(underlay.subnets[0]).toMatchObject({ cidr: prefix('10.5.0.0/24'), gateway: prefix('10.5.0.1').address })
    expect(underlay.routers[0]?.interfaces[0]?.address).toBe(prefix('10.5.0.1').address)
    expect(underlay.hosts[0]?.routes[0]?.via).toBe(prefix('10.5.0.1').address)
    expect(JSON.stringify(document)).not.toContain('192.168.10.')
    expect(warningsOf(document)).toEqual(warningsOf(reference.document))
  })

  it('leaves pods their addresses', () => {
    const pods = (document: LabDocument) => clusterOf(document).pods.map(({ address }) => address)
    expect(pods(renumbered(reference.document, 'a', '10.5.0.0/24').document)).toEqual(pods(reference.document))
  })

  it('that has grown around it changes masks, and no address', () => {
    const { document, machines } = renumbered(reference.document, 'a', '192.168.10.0/23')
    expect(machines).toEqual([])
    expect(nodesOf(document)).toEqual([
      '192.168.10.10/23',
      '192.168.10.101/23',
      '192.168.10.102/23',
      '192.168.20.100/24',
    ])
  })

  it('too small for a host number is refused with whose it is', () => {
    const result = renumberSubnet(reference.document, 'a', prefix('10.5.0.0/26'))
    expect(result).toMatchObject({
      error: [{ code: 'address-does-not-fit', params: { owner: 'k8s-w1', address: '192.168.10.101', number: 101 } }],
    })
  })

  it('that another has is refused', () => {
    expect(renumberSubnet(reference.document, 'a', prefix('192.168.20.0/23'))).toMatchObject({
      error: expect.arrayContaining([expect.objectContaining({ code: 'subnets-overlap' })]),
    })
  })

  it('takes whatever names its addresses with it: peers, filters, drops, assertions, what runs on the host', () => {
    const document = lab(`${reference.source}
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: {name: tor}
spec: {peerIP: "192.168.10.1:179", asNumber: 65001}
---
apiVersion: podpath.dev/v1
kind: Assertions
metadata: {name: wanted}
spec:
  pod1 -> 192.168.10.101: {reach: true}
---
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: kube-system}
spec: {nodeName: k8s-w1, hostNetwork: true}
status: {hostIP: 192.168.10.101, podIP: 192.168.10.101}
`)
    const text = JSON.stringify(renumbered(document, 'a', '10.5.0.0/24').document)
    for (const each of ['"10.5.0.1:179"', 'pod1 -> 10.5.0.101', '"podIP":"10.5.0.101"']) expect(text).toContain(each)
    expect(text).not.toContain('192.168.10.')
  })

  it('and back is the lab it was', () => {
    const networks = fc.tuple(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 16, max: 24 }))
    fc.assert(
      fc.property(networks, fc.constantFrom('a', 'b'), ([second, length], name) => {
        const old = clusterOf(reference.document).underlay.subnets.find((subnet) => subnet.name === name)
        const there = renumbered(reference.document, name, `10.${second}.0.0/${length}`).document
        const back = renumberSubnet(there, name, old?.cidr ?? prefix('0.0.0.0/0'))
        expect(back).toMatchObject({ value: { document: reference.document } })
      }),
      { numRuns: 30 },
    )
  })
})
