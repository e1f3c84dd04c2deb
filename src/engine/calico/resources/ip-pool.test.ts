import { describe, expect, it } from 'vitest'
import { prefix } from '../../net/prefix'
import { CRD, codesOf, exampleManifest, V3 } from './example-manifest'
import { readIPPool, withPoolSpec } from './ip-pool'

describe('readIPPool', () => {
  it.each([V3, CRD])('fills in what %s leaves out', (apiVersion) => {
    expect(readIPPool(exampleManifest('IPPool', { cidr: '10.0.0.0/16' }, {}, apiVersion))).toEqual({
      value: {
        name: 'default',
        cidr: prefix('10.0.0.0/16'),
        blockSize: 26,
        ipipMode: 'Never',
        vxlanMode: 'Never',
        natOutgoing: false,
        disabled: false,
        disableBGPExport: false,
        nodeSelector: 'all()',
        allowedUses: ['Workload', 'Tunnel'],
      },
      issues: [],
    })
  })

  it('takes null as left out', () => {
    const { value } = readIPPool(exampleManifest('IPPool', { cidr: '10.0.0.0/16', blockSize: null, ipipMode: null }))
    expect(value).toMatchObject({ blockSize: 26, ipipMode: 'Never' })
  })

  it('passes over an IPv6 pool and says so', () => {
    const reading = readIPPool(exampleManifest('IPPool', { cidr: 'fd00::/48', blockSize: 122 }))
    expect(reading.value).toBeUndefined()
    expect(reading.issues).toMatchObject([{ code: 'ipv6-ignored', severity: 'warning' }])
  })

  it.each([
    [{}, ['field-missing']],
    [{ cidr: 5 }, ['field-type']],
    [{ cidr: '10.0.0.1/16' }, ['host-bits']],
    [{ cidr: '10.0.0.0' }, ['not-a-network']],
    [{ cidr: '10.0.0.0/16', blockSize: 19 }, ['block-size-range']],
    [{ cidr: '10.0.0.0/16', blockSize: 26.5 }, ['block-size-range']],
    [{ cidr: '10.0.0.0/28' }, ['pool-too-small']],
    [{ cidr: '10.0.0.0/28', disabled: true }, []],
    [{ cidr: '169.254.128.0/20' }, ['pool-link-local']],
    [{ cidr: '10.0.0.0/16', ipipMode: 'Always', vxlanMode: 'CrossSubnet' }, ['pool-both-modes']],
    [{ cidr: '10.0.0.0/16', ipipMode: 'always' }, ['field-not-allowed']],
    [{ cidr: '10.0.0.0/16', nodeSelector: 'rack ==' }, ['bad-selector']],
    [{ cidr: 'x', blockSize: 'y', natOutgoing: 1 }, ['not-a-network', 'field-type', 'field-type']],
  ])('%j: %j', (spec, expected) => {
    expect(codesOf(readIPPool(exampleManifest('IPPool', spec)))).toEqual(expected)
  })

  it('withPoolSpec lays a patch over the spec and keeps what it does not name', () => {
    const pool = exampleManifest('IPPool', { cidr: '10.0.0.0/16', own: { x: 1 }, natOutgoing: true })
    expect(withPoolSpec(pool, { ipipMode: 'Always', natOutgoing: null }).spec).toEqual({
      cidr: '10.0.0.0/16',
      own: { x: 1 },
      ipipMode: 'Always',
    })
  })
})
