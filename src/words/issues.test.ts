import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Issue } from '../engine/issue'
import { issue as catalogue } from './en/issue'
import { sayInEnglish } from './english'
import { formatIssue } from './issues'

const folder = new URL('../', import.meta.url)
const sources = ['engine/calico/resources', 'engine/lab', 'engine/lab/commands', 'io'].flatMap((path) =>
  readdirSync(new URL(path, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(`${path}/${name}`, folder), 'utf8')),
)

/** The codes that the engine gives: what stands as a code in a literal, or as an argument of a function that makes issues. */
const codesIn = (source: string): string[] =>
  [
    ...source.matchAll(/\bcode: '([a-z0-9-]+)'/g),
    ...source.matchAll(/\b(?:refuse|refusal|warning|textIssue|documentIssue|issue)\(\s*'([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
    ...source.matchAll(/\b(?:issueAt|entryIssue)\([^;]*?'([a-z0-9]+(?:-[a-z0-9]+)+)'/g),
  ]
    .flatMap(([, code]) => code ?? [])
    .filter((code) => code !== 'custom') // Zod's own

describe('words of issues', () => {
  const codes = [...new Set(sources.flatMap(codesIn))].sort()

  it.each(codes)('%s has a message and a hint', (code) => {
    expect(catalogue.issue).toHaveProperty([code, 'message'])
    expect(catalogue.issue).toHaveProperty([code, 'hint'])
  })

  it('finds the codes that it looks for', () => {
    expect(codes).toEqual(expect.arrayContaining(['host-bits', 'node-outside-subnets', 'yaml-syntax', 'subnet-full']))
  })

  it('formats as compilers do', () => {
    const issue: Issue = {
      code: 'address-repeated',
      params: { owner: 'a', other: 'b', value: '10.0.0.1' },
      severity: 'error',
      source: { file: 'lab.yaml', line: 3, column: 7 },
    }
    expect(formatIssue(issue, sayInEnglish)).toBe(
      'lab.yaml:3:7: a and b both have 10.0.0.1. Change the address of one of them.',
    )
    const { source: _source, ...placeless } = issue
    expect(formatIssue(placeless, sayInEnglish)).toBe('a and b both have 10.0.0.1. Change the address of one of them.')
  })
})
