import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ENGINE = join(import.meta.dirname, '../engine')
const textOf = (path: string): string => readFileSync(join(ENGINE, path), 'utf8')

/** Ids in square brackets, several of them separated by commas. */
const idsIn = (text: string): string[] =>
  [...text.matchAll(/\[([A-Z]+-\d+(?:, [A-Z]+-\d+)*)\]/g)].flatMap(([, ids = '']) => ids.split(', '))

const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

const rows = readFileSync(join(import.meta.dirname, '../../docs/RULES.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id = '', rule = '', source = '', code = '', test = ''] = line.split('|').map((cell) => cell.trim())
    return /^[A-Z]+-\d+$/.test(id) ? [{ id, rule, source, code, test }] : []
  })
const ids = rows.map(({ id }) => id)

describe('docs/RULES.md', () => {
  it('has each rule that the engine names, once, and no other', () => {
    expect(ids).toEqual([...new Set(ids)])
    expect(ids.toSorted()).toEqual([...new Set(files.flatMap((path) => idsIn(textOf(path))))].sort())
  })

  it.each(rows)('$id: its code is in $code, and $test names it', ({ id, rule, source, code, test }) => {
    expect(rule).toMatch(/\.$/)
    expect(source).not.toBe('')
    expect(files).toContain(code)
    expect(idsIn(textOf(test))).toContain(id)
    const named = files.filter((path) => !path.endsWith('.test.ts') && idsIn(textOf(path)).includes(id))
    if (named.length > 0) expect(named).toContain(code)
  })
})
