import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../../../io/parse-lab'
import { formatIpv4 } from '../../net/ipv4'
import { applyCommand } from '../apply-command'
import type { Command } from '../commands'
import { edited } from '../example-lab'
import { clusterOf } from '../read-cluster'

const parsed = parseLab(readFileSync(new URL('../../../labs/reference.yaml', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
const { document } = parsed.value

const remove = (resource: string, name: string): Command => ({ kind: 'delete-manifest', resource, name })

it('a pod gives its address back, for the end of the line', () => {
  const without = edited(document, remove('Pod', 'pod3'))
  expect(clusterOf(without).pods.some(({ name }) => name === 'pod3')).toBe(false)
  const again = clusterOf(edited(without, { kind: 'add-pod', node: 'k8s-w0', name: 'web' }))
  expect(again.pods.map(({ address }) => formatIpv4(address))).not.toContain('172.16.34.1')
})

it('a pod that is no endpoint goes too', () => {
  const pending = edited(document, {
    kind: 'apply-manifest',
    manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'job' }, spec: { hostNetwork: true } },
  })
  expect(edited(pending, remove('Pod', 'job'))).toEqual(document)
})

it('a node goes with its pods and blocks', () => {
  const byCommand = edited(document, { kind: 'remove-node', node: 'k8s-w0' })
  expect(edited(document, remove('Node', 'k8s-w0'))).toEqual(byCommand)
})

it.each([
  ['Pod', 'nope', 'no-such-resource'],
  ['IPPool', 'default-ipv4-ippool', 'no-pool'],
] as const)('refuses to delete %s %s: %s', (resource, name, code) => {
  expect(applyCommand(document, remove(resource, name))).toMatchObject({ ok: false, error: [{ code }] })
})
