import { describe, expect, it } from 'vitest'
import { LAB, podpath } from './example-run'

const never = { 'never.yaml': LAB.replace('ipipMode: CrossSubnet', 'ipipMode: Never') }

describe('podpath whatif', () => {
  it('says which single changes turn the ping over', async () => {
    const { out, exitCode } = await podpath(['whatif', 'never.yaml', 'pod1', 'pod3'], never)
    expect(exitCode).toBe(0)
    expect(out).toContain('delivers  ipipMode of default-ipv4-ippool to CrossSubnet: answered through tunl0, ttl 62\n')
  })

  it('--breaks: everything that breaks it, with the way that shows it', async () => {
    const { out } = await podpath(['whatif', 'lab.yaml', 'pod1', 'pod3', '--breaks'])
    expect(out).toMatch(/^\d+ of \d+ single changes and failures break it, the shortest witness first:\n/)
    expect(out).toContain('  router off: lost at k8s-w1')
    const { out: json } = await podpath(['whatif', 'lab.yaml', 'pod1', 'pod3', '--breaks', '--json'])
    const found = JSON.parse(json)
    expect(found.found[0].witness[0]).toBe('pod1')
    expect(found.tried).toBeGreaterThan(found.found.length)
  }, 60_000)

  it('a pair that is broken as it is has nothing to break', async () => {
    const { out } = await podpath(['whatif', 'never.yaml', 'pod1', 'pod3', '--breaks'], never)
    expect(out).toBe('pod1 does not reach pod3 as it is. Ask without --breaks what would deliver it.\n')
    const { exitCode, err } = await podpath(['whatif', 'lab.yaml', 'pod1'])
    expect([exitCode, err]).toEqual([2, expect.stringContaining('whatif needs LAB FROM TO')])
  })
})
