import { expect, it } from 'vitest'
import { readEnvelope } from '../saved-lab'

/** As version 1 saved it, less most of the reference lab. */
const SAVED_BY_1 = {
  version: 1,
  state: {
    document: {
      manifests: [
        {
          apiVersion: 'podpath.dev/v1',
          kind: 'Underlay',
          metadata: { name: 'mine' },
          spec: { subnets: [{ name: 'a', cidr: '192.168.10.0/24', gateway: '192.168.10.1' }] },
        },
        {
          apiVersion: 'projectcalico.org/v3',
          kind: 'IPPool',
          metadata: { name: 'p' },
          spec: { cidr: '172.16.0.0/16' },
        },
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'n', annotations: { 'projectcalico.org/IPv4Address': '192.168.10.5/24' } },
        },
      ],
    },
    baseSource: '# mine\n',
    edit: { key: 'edit.set-ipip-mode', params: { mode: 'Always' } },
    theme: 'dark',
    speed: 2,
    panelSizes: { inspector: 500, dock: 300 },
    folded: { inspector: false, dock: true },
  },
}

it('a lab of version 1 is the first of those that are kept', () => {
  const read = readEnvelope(structuredClone(SAVED_BY_1))
  expect(read).toMatchObject({
    ok: true,
    value: { ...SAVED_BY_1.state, labId: 'first' },
  })
  expect(read.ok && read.value.labName).toBeUndefined()
})
