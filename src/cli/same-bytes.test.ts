import { expect, it, vi } from 'vitest'
import type { Ran } from './example-run'

/** Each time with all modules anew, so that nothing is remembered from the time before. */
async function ranAnew(...argv: string[]): Promise<Ran> {
  vi.resetModules()
  const { podpath } = await import('./example-run')
  return podpath(argv)
}

it.each([
  [['ping', 'lab.yaml', 'pod1', 'pod3', '--json']],
  [['ping', 'lab.yaml', 'pod1', 'pod3', '-s', '2000', '--capture', 'pcap']],
  [['matrix', 'lab.yaml', '--json']],
  [['export', 'lab.yaml', '--netns']],
  [['export', 'lab.yaml', '--kind']],
])(
  'podpath %s: the same input, the same bytes',
  async (argv) => {
    const first = await ranAnew(...argv)
    expect(first.err).toBe('')
    expect(first.out.length + Object.keys(first.written).length).toBeGreaterThan(0)
    expect(await ranAnew(...argv)).toEqual(first)
  },
  30_000,
)
