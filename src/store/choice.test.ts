import { describe, expect, it } from 'vitest'
import { edited } from '../engine/lab/example-lab'
import reference from '../labs/reference.yaml'
import { chosenPods, chosenWith, meshOfChosen } from './choice'
import { createLabStore } from './create-lab-store'
import { selectPicture } from './derived'

const { document } = reference
const more = edited(document, { kind: 'add-pod', node: 'k8s-w1' })
const pictureOf = (of: typeof document) => selectPicture({ document: of })
const pods = ['pod:default/pod1', 'pod:default/pod2', 'pod:default/pod3'] as const

describe('pods picked out together', () => {
  const picture = pictureOf(more)

  it('a pod goes in, and out again', () => {
    const one = chosenWith(picture, [], [pods[0]])
    const two = chosenWith(picture, one, [pods[2]])
    expect(two).toEqual([pods[0], pods[2]])
    expect(chosenWith(picture, two, [pods[0]])).toEqual([pods[2]])
  })

  it('a node or a subnet stands for all its pods: what is missing of them goes in, then all out', () => {
    const ofNode = chosenWith(picture, [pods[0]], ['node:k8s-w1'])
    expect(ofNode).toHaveLength(2)
    expect(chosenWith(picture, ofNode, ['node:k8s-w1'])).toEqual([])
    expect(chosenWith(picture, [], ['subnet:a'])).toHaveLength(3)
    expect(chosenWith(picture, [pods[0]], ['router:router'])).toEqual([pods[0]])
  })

  it('a pod that is gone is chosen no longer', () => {
    const left = edited(document, { kind: 'remove-pod', pod: 'pod2', namespace: 'default' })
    expect(chosenPods(pictureOf(left), { chosen: pods })).toEqual([pods[0], pods[2]])
  })

  it('each pair of them is a ping in flight', () => {
    const store = createLabStore(reference)
    store.getState().sendProbes(meshOfChosen(pictureOf(document), { chosen: pods }))
    expect(store.getState().flows.map(({ probe: { from, to } }) => `${from} ${to}`)).toEqual([
      'default/pod1 default/pod2',
      'default/pod1 default/pod3',
      'default/pod2 default/pod3',
    ])
    expect(meshOfChosen(pictureOf(document), { chosen: [pods[0]] })).toEqual([])
  })
})
