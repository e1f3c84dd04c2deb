import { expect, it } from 'vitest'
import { applyCommand } from '../../engine/lab/apply-command'
import type { Command } from '../../engine/lab/commands'
import { realize } from '../../engine/lab/realize'
import { formatPrefix, prefix } from '../../engine/net/prefix'
import reference from '../../labs/reference.yaml'
import { routeChanges } from './route-changes'

function changesBy(command: Command) {
  const result = applyCommand(reference.document, command)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return routeChanges(realize(reference.document), realize(result.value))
}

it('finds no change between a lab and itself', () => {
  expect(routeChanges(realize(reference.document), realize(reference.document)).counts.size).toBe(0)
})

it('tells a changed route from a new one and one that is gone', () => {
  const changes = changesBy({ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' }).on('k8s-w1')
  expect(changes).toMatchObject([
    {
      kind: 'changed',
      before: { destination: prefix('172.16.34.0/24'), nextHops: [{ dev: 'tunl0' }] },
      now: { nextHops: [{ dev: 'ens5' }] },
    },
  ])
})

it('lists what went with a removed node as gone, on it and on the others', () => {
  const changes = changesBy({ kind: 'remove-node', node: 'k8s-w0' })
  expect(changes.on('k8s-w1')).toMatchObject([{ kind: 'removed' }])
  expect(changes.on('k8s-w0').every(({ kind }) => kind === 'removed')).toBe(true)
})

it('lists all of a new pod’s routes as new', () => {
  const changes = changesBy({ kind: 'add-pod', node: 'k8s-m', name: 'pod4' }).on('default/pod4')
  expect(changes.map(({ kind }) => kind)).toEqual(['added', 'added'])
  expect(changes.map((change) => change.kind === 'added' && formatPrefix(change.now.destination))).toEqual([
    '0.0.0.0/0',
    '169.254.1.1/32',
  ])
})
