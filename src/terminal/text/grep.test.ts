import { describe, expect, it } from 'vitest'
import { createFabric } from '../../engine/fabric/fabric'
import type { Namespace } from '../../engine/linux/namespace'
import { createOutput, textOf } from '../output'
import { runPipeline } from '../run-line'
import { grepCommand } from './grep'

const TEXT = 'alpha 1\nBeta 2\ngamma+ 33\n'

const namespace: Namespace = {
  name: 'host',
  role: 'node',
  links: [],
  routes: [],
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  inputFilters: [],
  tracksConnections: false,
  forwarding: false,
}

function grep(words: readonly string[], stdin = TEXT) {
  const output = createOutput()
  const fabric = createFabric([namespace], [])
  const session = { document: { manifests: [] } }
  const run = () => ({ exitCode: 0 })
  const context = { session, fabric, namespace, host: 'host', stdin, output, directory: '/root', environment: {}, run }
  const { exitCode } = grepCommand(words, context)
  return { out: textOf(output.chunks, 'out'), err: textOf(output.chunks, 'err'), exitCode }
}

describe('[TERM-5] grep', () => {
  it.each<[words: string[], out: string, exitCode: number]>([
    [['a'], TEXT, 0],
    [['^a'], 'alpha 1\n', 0],
    [['b'], '', 1],
    [['-i', 'b'], 'Beta 2\n', 0],
    [['-v', 'alpha'], 'Beta 2\ngamma+ 33\n', 0],
    [['-c', 'm'], '1\n', 0],
    [['-n', '[[:digit:]]\\{2\\}'], '3:gamma+ 33\n', 0],
    [['a+'], 'gamma+ 33\n', 0],
    [['-F', 'a+ 3'], 'gamma+ 33\n', 0],
    [['-E', 'a+ (1|3)'], 'alpha 1\n', 0],
    [['-o', '-E', '[0-9]+'], '1\n2\n33\n', 0],
    [['-w', '3'], '', 1],
    [['-e', 'alpha', '-e', 'Beta'], 'alpha 1\nBeta 2\n', 0],
    [['-q', 'alpha'], '', 0],
    [['alpha\\|Beta'], 'alpha 1\nBeta 2\n', 0],
  ])('%j', (words, out, exitCode) => expect(grep(words)).toEqual({ out, err: '', exitCode }))

  it('finds nothing in nothing', () => expect(grep(['-v', 'x'], '')).toEqual({ out: '', err: '', exitCode: 1 }))

  it('refuses as grep does', () => {
    expect(grep([]).err).toBe("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n")
    expect(grep(['-Q', 'a']).err).toMatch(/^grep: invalid option -- 'Q'\nUsage: grep/)
  })

  it('a program that is not there', () => {
    const fabric = createFabric([namespace], [])
    const result = runPipeline({ document: { manifests: [] } }, 'host', [['foo', '-x']], () => fabric)
    expect(textOf(result.chunks, 'err')).toBe('bash: foo: command not found\n')
    expect(result.exitCode).toBe(127)
  })
})
