import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCE = join(import.meta.dirname, '..')

/** A path of the table: below the engine, or below `src` where another folder is meant. */
const textOf = (path: string): string =>
  readFileSync(join(SOURCE, FOLDERS.some((folder) => path.startsWith(`${folder}/`)) ? '' : 'engine', path), 'utf8')

/** Whose rules are in the table, beside the engine's. */
const FOLDERS = ['terminal', 'conformance', 'importing', 'analysis']

/** Ids in square brackets, several of them separated by commas. */
const idsIn = (text: string): string[] =>
  [...text.matchAll(/\[([A-Z]+-\d+(?:, [A-Z]+-\d+)*)\]/g)].flatMap(([, ids = '']) => ids.split(', '))

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

const files = [
  ...filesBelow('engine'),
  ...FOLDERS.flatMap((folder) => filesBelow(folder).map((path) => `${folder}/${path}`)),
]

const rows = readFileSync(join(import.meta.dirname, '../../docs/RULES.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id = '', rule = '', source = '', code = '', test = ''] = line.split('|').map((cell) => cell.trim())
    return /^[A-Z]+-\d+$/.test(id) ? [{ id, rule, source, code, test }] : []
  })
const ids = rows.map(({ id }) => id)

describe('docs/RULES.md', () => {
  it('has each rule that the engine and the terminal name, once, and no other', () => {
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
