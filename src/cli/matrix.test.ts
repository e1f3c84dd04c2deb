import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CliIo } from './cli-io'
import { main } from './main'

const LAB = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')
const FILES: Readonly<Record<string, string>> = {
  'lab.yaml': LAB,
  'fewer.yaml': LAB.replace(
    /---\napiVersion: v1\nkind: Pod\n(?:(?!---)[^\n]*\n)*? {2}name: pod1\n(?:(?!---)[^\n]*\n)*/,
    '',
  ),
  'alone.yaml': LAB.replaceAll(
    /---\napiVersion: v1\nkind: Pod\n(?:(?!---)[^\n]*\n)*? {2}name: pod[12]\n(?:(?!---)[^\n]*\n)*/g,
    '',
  ),
  'never.yaml': LAB.replace('ipipMode: CrossSubnet', 'ipipMode: Never'),
}

async function podpath(...argv: readonly string[]) {
  let [out, err] = ['', '']
  const io = {
    stdout: (text: string) => {
      out += text
    },
    stderr: (text: string) => {
      err += text
    },
    readFile: (path: string) => FILES[path] ?? '',
  } as unknown as CliIo
  const status = await main(argv, io)
  return { status, out, err }
}

describe('podpath diff --steps', () => {
  it('follows the pairs while the change arrives, in the order of names or another', async () => {
    const always = ['diff', 'lab.yaml', '--set', 'ipipMode=Always', '--steps']
    expect((await podpath(...always)).out.split('\n').slice(-6)).toEqual([
      '  before: 1 direct, 2 ipip',
      '  k8s-m: 1 direct, 2 ipip',
      '  k8s-w1: 2 ipip, 1 asymmetric',
      '  k8s-w2: 3 ipip',
      'No pair is lost for a time in this order.',
      '',
    ])
    const { transition } = JSON.parse((await podpath(...always, '--order', 'k8s-w2', '--json')).out)
    expect(transition.order).toEqual(['k8s-w2', 'k8s-m', 'k8s-w1'])
    expect(transition.moments[1]).toEqual({ arrived: ['k8s-w2'], ipip: 2, asymmetric: 1 })
    expect(transition.windows).toEqual([])
  })
})

describe('podpath matrix', () => {
  it('prints a grid, and of what is lost why', async () => {
    expect((await podpath('matrix', 'lab.yaml')).out).toBe(
      [
        '6 pings between 3 pods: 2 direct, 4 ipip',
        '',
        '      pod1    pod2    pod3',
        'pod1  ·       direct  ipip',
        'pod2  direct  ·       ipip',
        'pod3  ipip    ipip    ·',
        '',
      ].join('\n'),
    )
    const { out, status } = await podpath('matrix', 'never.yaml')
    expect(status).toBe(0)
    expect(out).toContain('6 pings between 3 pods: 2 direct, 4 lost')
    expect(out).toContain('pod1  ·       direct  lost')
    expect(out).toContain('4 lost, such as pod1 → pod3: at router: no route to 172.16.34.1')
  })

  it('has nodes, JSON and CSV', async () => {
    expect((await podpath('matrix', 'lab.yaml', '--nodes')).out).toContain('12 pings between 4 nodes: 12 direct')
    const pairs: unknown[] = JSON.parse((await podpath('matrix', 'lab.yaml', '--json')).out)
    expect(pairs).toHaveLength(6)
    expect(pairs[1]).toEqual({
      from: 'pod1',
      to: 'pod3',
      kind: 'ipip',
      there: 'ipip',
      back: 'ipip',
      ttl: 62,
      mtu: 1480,
      sameWay: true,
    })
    const lost = JSON.parse((await podpath('matrix', 'never.yaml', '--json')).out)[1]
    expect(lost).toMatchObject({ from: 'pod1', to: 'pod3', kind: 'lost', lost: 'request', reason: 'no-route' })
    const rows = (await podpath('matrix', 'lab.yaml', '--csv')).out.split('\n')
    expect(rows.slice(0, 3)).toEqual([
      'from,to,kind,there,back,ttl,mtu,because,lossPercent,delayMs',
      'pod1,pod2,direct,direct,direct,62,1480,,0,0',
      'pod1,pod3,ipip,ipip,ipip,62,1480,,0,0',
    ])
  })

  it('refuses two forms at once', async () => {
    expect((await podpath('matrix', 'lab.yaml', '--csv', '--json')).status).toBe(2)
  })
})

it('counts one as one', async () => {
  const { out } = await podpath('matrix', 'alone.yaml')
  expect(out).toContain('0 pings between 1 pod: –')
})

describe('podpath diff', () => {
  it('calls pods that went as they were called where they were', async () => {
    const { out } = await podpath('diff', 'lab.yaml', 'fewer.yaml')
    expect(out).toMatch(/^ {2}pod1$/m)
    expect(out).toContain('Pods that went: pod1\n')
    expect((await podpath('diff', 'fewer.yaml', 'lab.yaml')).out).toContain('Pods that came: pod1\n')
  })

  it('tells what a mode does, and ends with 1 if a pair is lost', async () => {
    const { out, status } = await podpath('diff', 'lab.yaml', '--set', 'ipipMode=Never')
    expect(status).toBe(1)
    expect(out).toContain('Routes: 6 changed on 4 hosts')
    expect(out).toContain('Pairs of pods: 3 compared, 2 lost')
    expect(out).toMatch(/2 lost: ipip → lost, such as pod1 → pod3, at router: no route to 172/)
    const json = JSON.parse((await podpath('diff', 'lab.yaml', 'never.yaml', '--json')).out)
    expect(json.pairs).toMatchObject({ compared: 3, lost: 2, gained: 0, changes: [{ change: 'lost', count: 2 }] })
  })

  it.each([
    ['ipipMode=Always', 0, '1 re-wrapped: direct → ipip'],
    ['default-ipv4-ippool/ipipMode=Always', 0, '1 re-wrapped: direct → ipip'],
    ['natOutgoing=false', 0, 'Routes: 0 changed on 0 hosts'],
    ['nodeToNodeMeshEnabled=false', 1, '3 lost'],
    [
      'Node/k8s-w1/metadata.annotations={"projectcalico.org/IPv4Address":"192.168.10.101/16"}',
      1,
      '1 lost: ipip → lost',
    ],
    // A field of Calico's Node, of one that kubectl printed.
    ['Node/k8s-w1/spec.bgp.ipv4Address=192.168.10.101/16', 1, '1 lost: ipip → lost'],
  ])('--set %s', async (setting, status, words) => {
    const result = await podpath('diff', 'lab.yaml', '--set', setting)
    expect(result.err).toBe('')
    expect(result.out).toContain(words)
    expect(result.status).toBe(status)
  })

  it.each([
    [['diff', 'lab.yaml']],
    [['diff', 'lab.yaml', '--set', 'nonsense']],
    [['diff', 'lab.yaml', 'never.yaml', '--order', 'k8s-w9']],
    [['diff', 'lab.yaml', '--steps', '--set', 'Node/k8s-w9/spec.bgp.asNumber=1']],
    [['diff', 'lab.yaml', '--set', 'ipipMode=Sometimes']],
    [['diff', 'lab.yaml', '--set', 'ipipmode=Never']],
    [['diff', 'lab.yaml', '--set', 'no-pool/ipipMode=Never']],
    [['diff', 'lab.yaml', '--set', 'nodeToNodeMeshEnabled=no']],
    [['diff', 'lab.yaml', '--set', 'Node/k8s-w1/=1']],
    [['diff', 'lab.yaml', '--set', 'Node/k8s-w1/spec..bgp=1']],
    [['diff', 'lab.yaml', 'never.yaml', 'lab.yaml']],
  ])('%s is bad usage or input', async (argv) => {
    const { status, err } = await podpath(...argv)
    expect(status).toBe(2)
    expect(err).not.toBe('')
  })
})
