import { expect, it } from 'vitest'
import reference from '../labs/reference.yaml'
import { selectPicture } from './derived'
import { moveCommand, moveTargets, previewMove } from './move'

const { document } = reference
const picture = selectPicture({ document })

it('offers subnets to a node and nodes to a pod, where it is first', () => {
  expect(moveTargets(picture, 'node:k8s-w0')).toEqual(['subnet:b', 'subnet:a'])
  expect(moveTargets(picture, 'pod:default/pod2')).toEqual(['node:k8s-w2', 'node:k8s-m', 'node:k8s-w1', 'node:k8s-w0'])
  expect(moveTargets(picture, 'router:router')).toEqual([])
})

it('previews the address without changing the lab', () => {
  const preview = previewMove(document, picture, 'node:k8s-w2', 'subnet:b')
  expect(preview).toEqual({
    kind: 'moves',
    address: '192.168.20.102',
    command: moveCommand(picture, 'node:k8s-w2', 'subnet:b'),
  })
  expect(previewMove(document, picture, 'pod:default/pod2', 'node:k8s-m')).toMatchObject({
    kind: 'moves',
    address: '172.16.116.1',
  })
  expect(previewMove(document, picture, 'node:k8s-w2', 'subnet:a')).toEqual({
    kind: 'stays',
    address: '192.168.10.102',
  })
})

it('has no command for what cannot be put there', () => {
  expect(moveCommand(picture, 'node:k8s-w2', 'node:k8s-w1')).toBeUndefined()
  expect(previewMove(document, picture, 'pod:default/pod1', 'subnet:b')).toEqual({ kind: 'refused' })
})
