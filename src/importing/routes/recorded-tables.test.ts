import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import { readResources } from '../../engine/lab/read-resources'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import { renderSource } from '../../io/render-source'
import { sayInEnglish } from '../../words/english'
import { driftLines } from '../../words/import-report'
import { driftOf } from '../drift/drift'
import { assignTables, importFiles } from '../import-lab'
import { recordedTables, tableManifests, withTables } from './recorded-tables'

const REFERENCE = readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8')
const TABLE = `root@k8s-w1:~# ip route
default via 192.168.10.1 dev eth0
192.168.10.0/24 dev eth0 proto kernel scope link src 192.168.10.101
10.99.0.0/26 proto bird metric 32
\tnexthop via 192.168.10.100 dev eth0 weight 1
\tnexthop via 192.168.10.102 dev tunl0 weight 1 onlink
blackhole 172.16.5.0/26 proto bird
172.16.9.0/26 via 192.168.10.102 dev eth0 proto 80 onlink
`

const parsed = (text: string) => {
  const lab = parseLab(text)
  if (!lab.ok) throw new Error(JSON.stringify(lab.error))
  return lab.value.document
}

const told = (text: string): readonly string[] => {
  const document = parsed(text)
  return driftLines(driftOf(document, recordedTables(document))).map((line) => sayInEnglish(line.text))
}

it('[DRIFT-4] an import keeps the tables in the lab: written and read again they differ in the same', () => {
  const imported = importFiles([
    { name: 'lab.yaml', content: REFERENCE },
    { name: 'routes.txt', content: TABLE },
  ])
  if (!imported.ok || imported.value.kind !== 'lab') throw new Error(JSON.stringify(imported))
  const { document, source, report } = imported.value
  expect(readResources(document).routingTables.map(({ value }) => value.node)).toEqual(['k8s-w1'])
  if (!report.drift) throw new Error('tables came')
  const lines = driftLines(report.drift).map((line) => sayInEnglish(line.text))
  expect(lines.length).toBeGreaterThan(5)
  expect(told(source)).toEqual(lines)
  expect(told(renderSource(source, document))).toEqual(lines)
  const again = importFiles([{ name: 'saved.yaml', content: source }])
  if (!again.ok || again.value.kind !== 'lab') throw new Error(JSON.stringify(again))
  expect(again.value.source).toBe(source)
  expect(again.value.report.drift).toEqual(report.drift)
})

it('[DRIFT-4] they change nothing of the model', () => {
  const document = parsed(REFERENCE)
  const tables = importFiles([{ name: 'routes.txt', content: TABLE }])
  if (!tables.ok || tables.value.kind !== 'tables') throw new Error(JSON.stringify(tables))
  const nodes = readResources(document).nodes.map(({ value }) => value)
  const { byNode } = assignTables(tables.value.tables, nodes, [])
  const held = withTables(withTables(document, byNode), byNode)
  expect(held.manifests).toHaveLength(document.manifests.length + 1)
  expect(readResources(held).issues).toEqual(readResources(document).issues)
  expect([...realize(held).namespaces].map(([name, { routes }]) => [name, routes])).toEqual(
    [...realize(document).namespaces].map(([name, { routes }]) => [name, routes]),
  )
})

it.each(caseNames().slice(0, 12))('[DRIFT-4] what a real kernel had in %s is recorded route by route', (name) => {
  const { document, expected } = readCase(name)
  const nodes = readResources(document).nodes.map(({ value }) => value)
  const named = Object.entries(expected.routes).filter(([host]) => nodes.some((node) => node.name === host))
  for (const paste of [
    named.map(([host, routes]) => `# host: ${host}\n${JSON.stringify(routes)}\n`),
    named.map(([host]) => `# host: ${host}\n${expected.routeN[host]}\n`),
  ]) {
    const read = importFiles([{ name: 'routes.txt', content: paste.join('') }])
    if (!read.ok || read.value.kind !== 'tables') throw new Error(JSON.stringify(read))
    const { byNode } = assignTables(read.value.tables, nodes, [])
    const recorded = recordedTables({ manifests: [...document.manifests, ...tableManifests(byNode)] })
    for (const [node, { routes }] of byNode) {
      const placeless = (each: (typeof routes)[number]) => ({ ...each, place: undefined })
      expect(recorded.get(node)?.routes.map(placeless)).toEqual(routes.map(placeless))
    }
  }
})
