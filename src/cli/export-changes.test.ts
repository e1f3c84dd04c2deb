import { describe, expect, it } from 'vitest'
import { LAB, podpath } from './example-run'

describe('export', () => {
  const changed = LAB.replace('ipipMode: CrossSubnet', 'ipipMode: Never')

  it('prints what changed as commands, and as a diff of the files', async () => {
    const files = { 'new.yaml': changed }
    const commands = await podpath(['export', 'new.yaml', '--from', 'lab.yaml', '--commands'], files)
    expect(commands.out).toBe(`calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'\n`)
    const { out } = await podpath(['export', 'new.yaml', '--from', 'lab.yaml', '--diff'], files)
    expect(out).toMatch(
      /^--- lab\.yaml\t?\n\+\+\+ new\.yaml\t?\n@@ .*\n(?: .*\n)+- {2}ipipMode: CrossSubnet\n\+ {2}ipipMode: Never\n/,
    )
  })

  it('prints a script that makes the lab of network namespaces', async () => {
    const { out, exitCode } = await podpath(['export', 'lab.yaml', '--netns'])
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^#!\/bin\/bash\n/)
    expect(out).toContain('#   ip netns exec pod1 ping -c 1 172.16.34.1\n')
    expect(out).toContain('netns add k8s-w1\n')
  })

  it('asks for one way', async () => {
    const { err, exitCode } = await podpath(['export', 'lab.yaml', '--diff'])
    expect(err).toBe(
      'podpath: export needs LAB --netns|--kind|--html, or LAB --from BASE --commands|--diff. See podpath --help.\n',
    )
    expect(exitCode).toBe(2)
  })
})
