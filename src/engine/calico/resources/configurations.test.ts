import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../manifest'
import { ip } from '../../net/ipv4'
import { readBGPConfiguration } from './bgp-configuration'
import { readBGPPeer } from './bgp-peer'
import { eraOf, readClusterInformation } from './cluster-information'
import { codesOf, exampleManifest } from './example-manifest'
import { readFelixConfiguration } from './felix-configuration'
import { readIPAMConfig } from './ipam-config'

describe('configurations', () => {
  it.each([
    ['v3.28.2', 'classic'],
    ['v3.30.7', 'classic'],
    ['v3.31.0', 'v3.31'],
    ['v3.32.1', 'v3.32'],
    ['v3.33.0-0.dev-5-g1', 'current'],
    ['v4.0.0', 'current'],
    ['master', undefined],
  ])('release %s is of era %s', (version, era) => {
    expect(eraOf(version)).toBe(era)
  })

  it.each([
    [{ nodeMeshMaxRestartTime: '90s', nodeToNodeMeshEnabled: false }, ['mesh-field-without-mesh']],
    [
      { nodeMeshPassword: { secretKeyRef: { name: 's', key: 'k' } }, nodeToNodeMeshEnabled: false },
      ['mesh-field-without-mesh'],
    ],
    [{ nodeMeshMaxRestartTime: '90s' }, []],
  ])('BGPConfiguration %j: %j', (spec, expected) => {
    expect(codesOf(readBGPConfiguration(exampleManifest('BGPConfiguration', spec)))).toEqual(expected)
  })

  it('without a version the era is classic', () => {
    expect(readClusterInformation(exampleManifest('ClusterInformation', {})).value).toEqual({ era: 'classic' })
  })

  it.each([{}, { spec: {} }, { spec: null }])('%j gives every default', (rest) => {
    const { spec: _spec, ...bare } = exampleManifest('x', {})
    const empty: Manifest = { ...bare, metadata: { name: 'default' }, ...rest } as Manifest
    expect(readBGPConfiguration(empty).value).toEqual({
      asNumber: 64512,
      nodeToNodeMeshEnabled: true,
      ipv4NormalRoutePriority: 1024,
      listenPort: 179,
    })
    expect(readFelixConfiguration(empty).value).toEqual({
      ipipMtuBytes: 0,
      vxlanMtuBytes: 0,
      vxlanPort: 4789,
      vxlanVni: 4096,
      natOutgoingExclusions: 'IPPoolsOnly',
      externalNodes: [],
      mtuIfacePattern: /^((en|wl|ww|sl|ib)[Pcopsvx].*|(eth|wlan|wwan).*)/,
      ipv4NormalRoutePriority: 1024,
      deviceRouteProtocol: 3,
    })
    expect(readIPAMConfig(empty).value).toEqual({
      strictAffinity: false,
      autoAllocateBlocks: true,
      maxBlocksPerHost: 0,
    })
  })

  it('refuses data planes it does not model by name', () => {
    const reading = readFelixConfiguration(
      exampleManifest('FelixConfiguration', { bpfEnabled: true, wireguardEnabled: false }),
    )
    expect(reading.issues).toMatchObject([{ code: 'not-modelled', severity: 'error', path: ['spec', 'bpfEnabled'] }])
  })

  it.each([
    [
      { peerIP: '10.0.0.1', asNumber: 65001 },
      { peerIP: ip('10.0.0.1'), asNumber: 65001 },
    ],
    [
      { peerIP: '10.0.0.1:1790', asNumber: '1.10' },
      { peerIP: ip('10.0.0.1'), asNumber: 65546 },
    ],
    [
      { peerSelector: "rr == 'a'", keepOriginalNextHop: true },
      { peerSelector: "rr == 'a'", nextHopMode: 'Keep' },
    ],
  ])('reads peer %j', (spec, expected) => {
    expect(readBGPPeer(exampleManifest('BGPPeer', spec))).toMatchObject({ value: expected, issues: [] })
  })

  it.each([
    [{}, ['peer-without-remote']],
    [{ peerIP: '10.0.0.1', peerSelector: 'all()' }, ['peer-field-conflict']],
    [{ peerIP: '10.0.0.1', node: 'n', nodeSelector: 'all()' }, ['peer-field-conflict']],
    [{ peerSelector: 'all()', asNumber: 1 }, ['peer-field-conflict']],
    [{ peerIP: '[fd00::1]:179' }, ['ipv6-ignored']],
    [{ peerIP: 'fd00::1' }, ['ipv6-ignored']],
    [{ peerIP: 'tor' }, ['not-an-address']],
    [{ peerIP: '10.0.0.1', asNumber: 2 ** 33 }, ['field-range']],
    [{ peerIP: '10.0.0.1', reachableBy: '10.0.0.2' }, ['field-ignored']],
    [{ peerIP: '10.0.0.1', filters: ['f'] }, []],
  ])('of peer %j says %j', (spec, expected) => {
    expect(codesOf(readBGPPeer(exampleManifest('BGPPeer', spec)))).toEqual(expected)
  })
})
