import { describe, expect, it } from 'vitest'
import type { Command } from '../../engine/lab/commands'
import { edited } from '../../engine/lab/example-lab'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { outcomeOfPair } from '../pairs/ping-pair'
import { equalPaths } from './equal-paths'

const POOL = 'default-ipv4-ippool'
const [pod1, pod2, pod3] = ['default/pod1', 'default/pod2', 'default/pod3'] as const

/** A block that two nodes announce is two equal ways for a third. */
const TWO_OWNERS: Command = {
  kind: 'set-fault',
  fault: { kind: 'duplicate-affinity', node: 'k8s-m', cidr: '172.16.158.0/24' },
  on: true,
}

const told = (...[document, from, to]: [typeof reference.document, string, string]) =>
  equalPaths(realize(document), from, to).paths.map(({ probability, there, back, outcome }) =>
    [probability, there.join(' '), back.join(' '), outcome.kind].join(' | '),
  )

describe('[FIB-3] of equal next hops every one is followed', () => {
  it('without any there is one path, and it is certain', () => {
    expect(told(reference.document, pod1, pod3)).toEqual([
      '1 | default/pod1 k8s-w1 router k8s-w0 default/pod3 | default/pod3 k8s-w0 router k8s-w1 default/pod1 | ipip',
    ])
  })

  it('a block that two nodes have is found by one flow in two', () => {
    const split = edited(reference.document, TWO_OWNERS)
    expect(told(split, pod2, pod1).toSorted()).toEqual([
      '0.5 | default/pod2 k8s-w2 k8s-m |  | lost',
      '0.5 | default/pod2 k8s-w2 k8s-w1 default/pod1 | default/pod1 k8s-w1 k8s-w2 default/pod2 | direct',
    ])
    const { paths } = equalPaths(realize(split), pod2, pod1)
    const [own] = paths.filter(({ isTaken }) => isTaken)
    expect(paths.filter(({ isTaken }) => isTaken)).toHaveLength(1)
    expect(own?.outcome).toEqual(outcomeOfPair(realize(split), pod2, pod1))
  })

  it('choices there and back multiply, and strict rp_filter looks at the route as it is', () => {
    const mode: Command = { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' }
    const both = edited(reference.document, mode, TWO_OWNERS, {
      kind: 'set-fault',
      fault: { kind: 'duplicate-affinity', node: 'k8s-m', cidr: '172.16.184.0/24' },
      on: true,
    })
    const strict = edited(
      both,
      ...['k8s-m', 'k8s-w1', 'k8s-w2'].map(
        (node): Command => ({ kind: 'set-fault', fault: { kind: 'strict-rp-filter', node }, on: true }),
      ),
    )
    for (const document of [both, strict]) {
      const { paths, unfollowed } = equalPaths(realize(document), pod2, pod1)
      expect(unfollowed).toBe(0)
      const chances = paths.map(({ probability, outcome }) => `${probability} ${outcome.kind}`).toSorted()
      expect(chances).toEqual(['0.25 direct', '0.25 lost', '0.5 lost'])
    }
  })
})
