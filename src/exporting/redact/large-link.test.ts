import { expect, it } from 'vitest'
import { printed, resourcesOf } from '../../importing/cluster-export.arb'
import { importFiles } from '../../importing/import-lab'
import { readShareFragment, shareFragment } from '../../io/share-link'
import { redactLab } from './redact-lab'

it('a hundred nodes with a thousand pods are a link of less than 32 kB, with what the lab reads of them', () => {
  // Of what kubectl prints most is random: UIDs, versions, times, container ids. Redaction leaves it out.
  const style = { group: 'crd', wrapper: 'documents' } as const
  const content = printed(Object.values(resourcesOf({ nodes: 100, podsPerNode: 10 }, style)).flat(), style)
  const imported = importFiles([{ name: 'cluster.yaml', content }])
  if (!imported.ok || imported.value.kind !== 'lab') throw new Error('the made-up cluster is valid')
  const { text } = redactLab(imported.value.document)
  const link = shareFragment({ lab: text })
  expect(link.length).toBeLessThan(32_000)
  expect(readShareFragment(link)).toEqual({ ok: true, value: { lab: text } })
})
