import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { outcomeOfPair } from '../../analysis/pairs/ping-pair'
import { readCase } from '../../cases/read-case'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import { redactLab } from './redact-lab'

const CASES = readdirSync(new URL('../../../fixtures/cases', import.meta.url)).filter((name) => !name.endsWith('.md'))

it.each(CASES)('%s goes the same ways under other names and numbers', (name) => {
  const { document } = readCase(name)
  const { text, hostNamed } = redactLab(document)
  const parsed = parseLab(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  const [fabric, other] = [realize(document), realize(parsed.value.document)]
  const hosts = [...fabric.namespaces.keys()]
  expect([...other.namespaces.keys()].sort()).toEqual(hosts.map(hostNamed).sort())
  const kinds = (of: typeof fabric, nameOf: (host: string) => string) =>
    hosts.flatMap((from) =>
      hosts.map((to) => {
        const outcome = outcomeOfPair(of, nameOf(from), nameOf(to))
        const { kind } = outcome
        return kind === 'lost'
          ? [kind, outcome.loss.of, outcome.loss.reason.kind]
          : [kind, outcome.ttl, outcome.mtuBytes]
      }),
    )
  expect(kinds(other, hostNamed)).toEqual(kinds(fabric, (host) => host))
})

it('says no name and no address of the lab that it was', () => {
  const { document } = readCase('reference-crosssubnet')
  const { text } = redactLab(document)
  expect(text).not.toMatch(/k8s|pod1|192\.168|172\.16/)
  expect(text).toMatch(/name: node-1\n/)
})
