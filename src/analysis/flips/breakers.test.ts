import { describe, expect, it } from 'vitest'
import type { LabDocument } from '../../engine/lab/document'
import { edited } from '../../engine/lab/example-lab'
import { realize } from '../../engine/lab/realize'
import reference from '../../labs/reference.yaml'
import { sayInEnglish } from '../../words/english'
import { breakerText, flipText } from '../../words/flip-text'
import { pingPair } from '../pairs/ping-pair'
import { breakersIn } from './breakers'
import { afterCommands } from './with-commands'

const POOL = 'default-ipv4-ippool'
const question = { from: 'default/pod1', to: 'default/pod3' }
const searched = (document: LabDocument, asked = question) => [...breakersIn(document, asked)].at(-1)

describe('every single change or failure that breaks a pair', () => {
  const search = searched(reference.document)
  const found = search?.found ?? []
  const names = found.map((breaker) => sayInEnglish(flipText(breaker)))

  it('is looked for among settings, removals, machines, cables, sessions and sizes', () => {
    expect(search?.tried).toBe(search?.all)
    for (const name of [
      'ipipMode of default-ipv4-ippool to Never',
      'k8s-w1 off',
      'cable of k8s-w0 out',
      'router off',
      'switch of b off',
      'protocol 4 dropped by the network',
      'BGP between k8s-w1 and k8s-w0 lost',
    ]) {
      expect(names, names.join('\n')).toContain(name)
    }
    expect(names.some((name) => name.includes('k8s-w2'))).toBe(false)
    expect(new Set(names).size).toBe(names.length)
  })

  it('each is true: carried out, the ping is lost where it says', () => {
    for (const { commands, loss, bytes, witness } of found) {
      const changed = afterCommands(reference.document, commands)
      const trace = pingPair(realize(changed ?? reference.document), question.from, question.to)
      expect(trace.verdict.kind === 'answered').toBe(bytes !== undefined)
      expect(witness.at(-1)).toBe(loss.at)
    }
  })

  it('the shortest witness comes first', () => {
    const lengths = found.map(({ witness }) => witness.length)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(found[0]?.witness.length).toBeLessThanOrEqual(2)
  })

  it('what only large packets notice is found by a large packet', () => {
    const large = found.filter(({ bytes }) => bytes !== undefined).map((breaker) => sayInEnglish(breakerText(breaker)))
    expect(large).not.toEqual([])
    expect(large[0]).toMatch(/^packets of 1480 bytes are lost at /)
  })

  it('a pair that is broken as it is has none, and a host that is not there neither', () => {
    const never = edited(reference.document, { kind: 'set-ipip-mode', pool: POOL, mode: 'Never' })
    expect(searched(never)).toBeUndefined()
    expect(searched(reference.document, { from: 'default/pod1', to: 'default/pod9' })).toBeUndefined()
  })
})
