import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CliIo } from './cli-io'
import { main } from './main'

const LAB = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')
const NEVER = LAB.replace('ipipMode: CrossSubnet', 'ipipMode: Never')
const asserting = (lab: string, ...lines: readonly string[]): string =>
  `${lab}---\napiVersion: podpath.dev/v1\nkind: Assertions\nmetadata: {name: wanted}\nspec:\n${lines.map((line) => `  ${line}\n`).join('')}`

const FILES: Readonly<Record<string, string>> = {
  'lab.yaml': LAB,
  'never.yaml': NEVER,
  'wanted.yaml': asserting(
    LAB,
    'pod1 -> pod3: {encap: ipip, mtu: ">=1480", ttl: 62}',
    'pod1 <-> pod2: {encap: direct}',
  ),
  'unmet.yaml': asserting(NEVER, 'pod1 <-> pod2: {encap: direct}', 'pod1 <-> pod3: {}'),
}

async function podpath(...argv: readonly string[]) {
  const written: Record<string, string | Uint8Array> = {}
  let [out, err] = ['', '']
  const io: CliIo = {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    readFile: (path) => {
      const text = FILES[path]
      if (text === undefined) throw new Error(`ENOENT: ${path}`)
      return text
    },
    writeFile: (path, content) => {
      if (path.startsWith('/')) throw new Error('EACCES')
      written[path] = content
    },
    makeFolder: () => undefined,
    isFolder: () => false,
    filesIn: () => ({}),
    filesBelow: () => [],
    readBytes: () => new Uint8Array(),
    async *lines() {},
  }
  return { exitCode: await main(argv, io), out, err, written }
}

describe('podpath doctor', () => {
  it('finds nothing wrong with the reference lab', async () => {
    expect(await podpath('doctor', 'lab.yaml')).toMatchObject({ exitCode: 0, out: 'Nothing is wrong with this lab.\n' })
    expect(await podpath('doctor', 'lab.yaml', '--json')).toMatchObject({ exitCode: 0, out: '[]\n' })
  })

  it('says where, what, why, and what puts it right', async () => {
    const { out, exitCode } = await podpath('doctor', 'never.yaml')
    expect(exitCode).toBe(0)
    expect(out).toBe(`never.yaml:28:13: error: router does not know the pods’ blocks [unknown-blocks]
  IPPool default-ipv4-ippool: Pool default-ipv4-ippool sends pods’ packets as they are, from subnet to subnet too, and router has no route for 172.16.116.0/24: it drops them, and its ICMP error finds no way back to a pod either.
  - router has no route for 172.16.116.0/24, which k8s-m has.
  - k8s-w0 sends packets for 172.16.116.0/24 to router as the pods made them.
  - Tried: with the fix 2 more pairs of pods reach each other.
  Fix: ipipMode of default-ipv4-ippool to CrossSubnet
  In the cluster: calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"CrossSubnet"}}'
  Asked before: https://github.com/projectcalico/calicoctl/issues/716
`)
  })

  it('says the same as JSON', async () => {
    const [finding] = JSON.parse((await podpath('doctor', 'never.yaml', '--json')).out)
    expect(finding).toMatchObject({
      severity: 'error',
      code: 'unknown-blocks',
      resource: { kind: 'IPPool', name: 'default-ipv4-ippool', path: ['spec', 'ipipMode'], line: 28 },
      fix: { commands: [{ kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'CrossSubnet' }] },
    })
    expect(finding.evidence).toHaveLength(3)
  })

  it('needs one lab', async () => {
    expect(await podpath('doctor')).toMatchObject({
      exitCode: 2,
      err: 'podpath: doctor needs LAB. See podpath --help.\n',
    })
    expect((await podpath('doctor', 'lab.yaml', 'b')).exitCode).toBe(2)
    expect((await podpath('doctor', 'none.yaml')).exitCode).toBe(2)
  })
})

describe('podpath check', () => {
  it('says which assertions hold', async () => {
    expect(await podpath('check', 'wanted.yaml')).toMatchObject({
      exitCode: 0,
      out: `ok    pod1 -> pod3   reach, encap ipip, mtu >=1480, ttl 62
ok    pod1 <-> pod2  reach, encap direct
2 of 2 assertions hold.
`,
    })
  })

  it('fails if one does not', async () => {
    const { out, exitCode, written } = await podpath('check', 'unmet.yaml', '--junit', 'report.xml')
    expect(exitCode).toBe(1)
    expect(out).toBe(`ok    pod1 <-> pod2  reach, encap direct
FAIL  pod1 <-> pod3  reach
        pod1 to pod3: the request is lost at router: no route to 172.16.34.1
        pod3 to pod1: the request is lost at router: no route to 172.16.158.8
1 of 2 assertions hold.
`)
    expect(written['report.xml']).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1">
  <testsuite name="unmet.yaml" tests="2" failures="1">
    <testcase classname="wanted" name="pod1 &lt;-&gt; pod2: reach, encap direct"/>
    <testcase classname="wanted" name="pod1 &lt;-&gt; pod3: reach">
      <failure message="pod1 to pod3: the request is lost at router: no route to 172.16.34.1">pod1 to pod3: the request is lost at router: no route to 172.16.34.1
pod3 to pod1: the request is lost at router: no route to 172.16.158.8</failure>
    </testcase>
  </testsuite>
</testsuites>
`)
  })

  it('writes the report where it is told', async () => {
    const { out } = await podpath('check', 'wanted.yaml', '--junit', '-')
    expect(out).toContain('<testsuites tests="2" failures="0">')
    expect(await podpath('check', 'wanted.yaml', '--junit', '/report.xml')).toMatchObject({ exitCode: 2 })
  })

  it('needs a lab that asserts something', async () => {
    const { exitCode, err } = await podpath('check', 'lab.yaml')
    expect(exitCode).toBe(2)
    expect(err).toMatch(/^lab\.yaml has no assertions\. Add /)
    expect((await podpath('check')).exitCode).toBe(2)
    expect((await podpath('check', 'a', 'b')).exitCode).toBe(2)
  })
})
