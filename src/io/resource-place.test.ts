import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { decidingField } from '../engine/lab/deciding-field'
import { realize } from '../engine/lab/realize'
import { resourcePlace } from './resource-place'

const reference = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')
const lineAt = (text: string, line = 0): string => text.split('\n')[line - 1]?.trim() ?? ''

describe('resourcePlace', () => {
  it('finds a field, what is nearest above it, and nothing of what the text lacks', () => {
    const pool = { kind: 'IPPool', name: 'default-ipv4-ippool' }
    expect(lineAt(reference, resourcePlace(reference, pool, ['spec', 'ipipMode'])?.line)).toBe('ipipMode: CrossSubnet')
    expect(lineAt(reference, resourcePlace(reference, pool, ['spec', 'nothing'])?.line)).toBe('blockSize: 24')
    expect(lineAt(reference, resourcePlace(reference, pool)?.line)).toBe('apiVersion: projectcalico.org/v3')
    expect(resourcePlace(reference, { ...pool, name: 'other' })).toBeUndefined()
    expect(resourcePlace('a: [', pool)).toBeUndefined()
  })

  it('leads from each route of the reference cluster to the lines that it came from', () => {
    const { document } = readCase('reference-crosssubnet')
    const text = readFileSync(new URL('../../fixtures/cases/reference-crosssubnet/lab.yaml', import.meta.url), 'utf8')
    const routes = realize(document).namespaces.get('k8s-w1')?.routes ?? []
    const lines = routes.flatMap(({ provenance }) =>
      provenance.from.map((ref) => {
        const path = decidingField(document, ref, provenance, 'k8s-w1')
        return lineAt(text, resourcePlace(text, ref, path)?.line)
      }),
    )
    expect(lines.some((line) => line.includes('ipipMode: CrossSubnet'))).toBe(true)
    expect(lines.some((line) => line.includes('projectcalico.org/IPv4Address: 192.168.20.100/24'))).toBe(true)
    expect(lines.every((line) => line !== '')).toBe(true)
  })
})
