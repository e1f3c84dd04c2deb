import { expect, it } from 'vitest'
import reference from '../../../labs/reference.yaml'
import { formatIpv4, ip } from '../../net/ipv4'
import { formatPrefix } from '../../net/prefix'
import { applyCommand } from '../apply-command'
import type { LabDocument } from '../document'
import { edited } from '../example-lab'
import { clusterOf } from '../read-cluster'

const subnetsOf = (document: LabDocument) =>
  clusterOf(document).underlay.subnets.map(({ name, cidr, gateway }) =>
    [name, formatPrefix(cidr), gateway === undefined ? '-' : formatIpv4(gateway)].join(' '),
  )

const portsOf = (document: LabDocument) =>
  clusterOf(document).underlay.routers.map(({ name, interfaces }) =>
    [name, ...interfaces.map(({ subnet, address }) => `${subnet}:${formatIpv4(address)}`)].join(' '),
  )

it('goes on where the subnets stop, and joins the router', () => {
  const after = edited(reference.document, { kind: 'add-subnet' })
  expect(subnetsOf(after)).toContain('c 192.168.30.0/24 192.168.30.1')
  expect(portsOf(after)).toEqual(['router a:192.168.10.1 b:192.168.20.1 c:192.168.30.1'])
})

it('takes the name and the CIDR it is given', () => {
  const after = edited(reference.document, { kind: 'add-subnet', name: 'edge', cidr: '10.1.2.0/28' })
  expect(subnetsOf(after)).toContain('edge 10.1.2.0/28 10.1.2.1')
})

it('where there is no router, one joins all subnets that have a gateway', () => {
  const bare: LabDocument = {
    manifests: reference.document.manifests.map((manifest) =>
      manifest.kind === 'Underlay' ? { ...manifest, spec: { ...Object(manifest.spec), routers: [] } } : manifest,
    ),
  }
  expect(portsOf(edited(bare, { kind: 'add-subnet' }))).toEqual(['router a:192.168.10.1 b:192.168.20.1 c:192.168.30.1'])
})

it('a removed subnet takes its ports along', () => {
  const after = edited(reference.document, { kind: 'add-subnet' }, { kind: 'remove-subnet', subnet: 'c' })
  expect(subnetsOf(after)).toEqual(subnetsOf(reference.document))
  expect(clusterOf(after).underlay.routers[0]?.interfaces).toEqual([
    { subnet: 'a', address: ip('192.168.10.1') },
    { subnet: 'b', address: ip('192.168.20.1') },
  ])
})

it.each([
  [{ kind: 'remove-subnet', subnet: 'b' }, 'subnet-not-empty'],
  [{ kind: 'remove-subnet', subnet: 'z' }, 'no-such-subnet'],
  [{ kind: 'add-subnet', name: 'a' }, 'name-taken'],
  [{ kind: 'add-subnet', cidr: '10.0.0.0' }, 'bad-subnet-cidr'],
  [{ kind: 'add-subnet', cidr: '10.0.0.1/24' }, 'bad-subnet-cidr'],
  [{ kind: 'add-subnet', cidr: '10.0.0.0/31' }, 'bad-subnet-cidr'],
  [{ kind: 'add-subnet', cidr: '192.168.20.128/25' }, 'subnets-overlap'],
] as const)('%o is refused: %s', (command, code) => {
  expect(applyCommand(reference.document, command)).toMatchObject({ ok: false, error: [{ code }] })
})
