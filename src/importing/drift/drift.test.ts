import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { caseNames, readCase, readKnownGaps } from '../../cases/read-case'
import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import { runLine } from '../../terminal/run-line'
import { sayInEnglish } from '../../words/english'
import { driftLines } from '../../words/import-report'
import { assignTables, importFiles } from '../import-lab'
import { type Drift, driftOf } from './drift'

const documentOf = (text: string): LabDocument => {
  const parsed = parseLab(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.document
}

const reference = documentOf(readFileSync(new URL('../../labs/reference.yaml', import.meta.url), 'utf8'))

function driftBetween(document: LabDocument, paste: string): Drift {
  const imported = importFiles([{ name: 'routes.txt', content: paste }])
  if (!imported.ok || imported.value.kind !== 'tables') throw new Error(JSON.stringify(imported))
  const { nodes, pods } = clusterOf(document)
  const { byNode, issues } = assignTables(imported.value.tables, nodes, pods)
  expect(issues).toEqual([])
  return driftOf(document, byNode)
}

const output = (document: LabDocument, host: string, command: string): string =>
  runLine({ document }, host, command)
    .chunks.map((chunk) => (chunk.stream === 'lab' ? '' : chunk.text))
    .join('')

/** What `command` prints on every node, as it looks in a paste. */
const pasteOf = (document: LabDocument, command: string): string =>
  clusterOf(document)
    .nodes.map(({ name }) => `root@${name}:~# ${command}\n${output(document, name, command)}`)
    .join('')

const kindsAndCauses = ({ hosts }: Drift) =>
  hosts.flatMap(({ host, lines }) => lines.map(({ kind, cause }) => [host, kind, cause.kind]))

describe('driftOf', () => {
  it.each(['ip route', 'ip -j route', 'route -n', 'netstat -rn', 'sudo ip route show'])(
    '[DRIFT-1] what %s prints in the lab is as in the lab',
    (command) => {
      // The lab has no netstat: its table is route -n's.
      const paste = pasteOf(
        reference,
        command.startsWith('netstat') ? 'route -n' : command.replace('sudo ', ''),
      ).replaceAll('# route -n', `# ${command}`)
      const { hosts } = driftBetween(reference, paste)
      expect(hosts.map(({ lines }) => lines)).toEqual([[], [], [], []])
      expect(Math.min(...hosts.map(({ same }) => same))).toBeGreaterThan(4)
    },
  )

  const gaps = new Set(readKnownGaps().map((gap) => gap.case))
  it.each(caseNames().filter((name) => !gaps.has(name)))(
    '[DRIFT-1] the tables that a real kernel had in %s are the model’s',
    (name) => {
      const { document, expected } = readCase(name)
      for (const tables of [
        Object.entries(expected.routes).map(([host, routes]) => `# host: ${host}\n${JSON.stringify(routes)}\n`),
        Object.entries(expected.routeN).map(([host, text]) => `# host: ${host}\n${text}\n`),
      ]) {
        const { nodes } = clusterOf(document)
        const ofNodes = tables.filter((table) => nodes.some((node) => table.startsWith(`# host: ${node.name}\n`)))
        expect(kindsAndCauses(driftBetween(document, ofNodes.join('')))).toEqual([])
      }
    },
  )

  const table = (host: string): string => `# host: ${host}\n${output(reference, host, 'ip route')}`
  const edits: readonly {
    what: string
    host?: string
    edit: (text: string) => string
    expected: readonly (readonly string[])[]
  }[] = [
    {
      what: 'BIRD is down',
      edit: (text) => text.replaceAll(/^172.* via .*proto bird.*\n/gm, ''),
      expected: [
        ['missing', 'bird-down'],
        ['missing', 'bird-down'],
        ['missing', 'bird-down'],
      ],
    },
    {
      what: 'one session is down',
      edit: (text) => text.replace(/^172\.16\.34\.0\/24 .*\n/m, ''),
      expected: [['missing', 'session-down']],
    },
    {
      what: 'there is no tunl0',
      edit: (text) => text.replace('via 192.168.20.100 dev tunl0', 'via 192.168.10.1 dev ens5').replace(' onlink', ''),
      expected: [['wrong-device', 'no-tunnel-device']],
    },
    {
      what: 'the pool was in Always',
      edit: (text) =>
        text.replaceAll(
          /^(172\.16\.\d+\.0\/24 via 192\.168\.10\.\d+) dev ens5 proto bird/gm,
          '$1 dev tunl0 proto bird onlink',
        ),
      expected: [
        ['wrong-device', 'other-mode'],
        ['wrong-device', 'other-mode'],
      ],
    },
    {
      what: 'Felix owns the routes',
      edit: (text) => text.replaceAll('dev tunl0 proto bird', 'dev tunl0 proto 80'),
      expected: [['wrong-owner', 'other-owner']],
    },
    {
      what: 'a block nobody has',
      edit: (text) => `${text}172.16.99.0/24 via 192.168.10.101 dev ens5 proto bird\n`,
      expected: [['stale', 'stale-block']],
    },
    {
      what: 'a pod that is gone',
      edit: (text) => `${text}172.16.158.77 dev cali0123456789a scope link\n`,
      expected: [['stale', 'stale-pod']],
    },
    {
      what: 'a block that moved',
      edit: (text) => text.replace('172.16.158.0/24 via 192.168.10.101', '172.16.158.0/24 via 192.168.10.102'),
      expected: [['wrong-next-hop', 'moved-block']],
    },
    {
      what: 'a gateway of another metric',
      edit: (text) =>
        text
          .replace('dev ens5 proto dhcp metric 100', 'dev ens5 proto dhcp metric 50')
          .replace(/^(default .*) metric 100/m, '$1 metric 50'),
      expected: [['wrong-metric', 'underlay']],
    },
    {
      what: 'BIRD does not hold its own block together',
      edit: (text) => text.replace(/^blackhole .*\n/m, ''),
      expected: [['missing', 'own-block']],
    },
    {
      what: 'a network manager’s metric and protocol',
      edit: (text) =>
        text
          .replace('proto kernel scope link', 'proto kernel scope link metric 100')
          .replace(/^(default .*?)( proto \w+)? metric 100/m, '$1 proto ra metric 100'),
      expected: [],
    },
    {
      what: 'a container bridge',
      edit: (text) => `${text}172.30.0.0/16 dev docker0 proto kernel scope link src 172.30.0.1 linkdown\n`,
      expected: [],
    },
    {
      what: 'a pod that is not plugged in',
      host: 'k8s-w1',
      edit: (text) => text.replace(/^172\.16\.158\.\d+ dev cali.*\n/m, ''),
      expected: [['missing', 'felix-down']],
    },
  ]
  it.each(edits)('[DRIFT-2] $what', ({ host = 'k8s-m', edit, expected }) => {
    const before = table(host)
    const after = edit(before)
    expect(after).not.toBe(before)
    const drift = driftBetween(reference, after)
    expect(kindsAndCauses(drift)).toEqual(expected.map((each) => [host, ...each]))
    // Every cause has its sentence, and every gap of it something to fill it.
    for (const { text, hint } of driftLines(drift)) {
      for (const said of [text, ...(hint ? [hint] : [])]) expect(sayInEnglish(said)).not.toMatch(/\{\{|^drift\./)
    }
  })

  it('[DRIFT-3] whose a table is: by header, prompt, ssh, file name, source address or pods', () => {
    const text = output(reference, 'k8s-w1', 'ip route')
    const { nodes, pods } = clusterOf(reference)
    const whose = (name: string, content: string): readonly string[] => {
      const imported = importFiles([{ name, content }])
      if (!imported.ok || imported.value.kind !== 'tables') return [JSON.stringify(imported)]
      const { byNode, issues } = assignTables(imported.value.tables, nodes, pods)
      return [...byNode.keys(), ...issues.map(({ code }) => code)]
    }
    const bare = text.replaceAll(/ src \S+/g, '')
    const anonymous = bare.replaceAll(/^172\.16\.158\.\d+ dev cali.*\n/gm, '')
    expect(whose('paste', `# host: k8s-w1\n${bare}`)).toEqual(['k8s-w1'])
    expect(whose('paste', `[root@k8s-w1 ~]# ip route\n${bare}[root@k8s-w1 ~]# \n`)).toEqual(['k8s-w1'])
    expect(whose('paste', `me@laptop:~$ ssh core@192.168.10.101 ip route\n${bare}`)).toEqual(['k8s-w1'])
    expect(whose('paste', `k8s-w1 | CHANGED | rc=0 >>\n${bare}`)).toEqual(['k8s-w1'])
    expect(whose('routes/k8s-w1.example.com.txt', bare)).toEqual(['k8s-w1'])
    expect(whose('diags/nodes/k8s-w1/ip-route.txt', anonymous)).toEqual(['k8s-w1'])
    expect(whose('paste', text)).toEqual(['k8s-w1'])
    expect(whose('paste', bare)).toEqual(['k8s-w1'])
    // The name above a table is believed, unless there is no such node: then it is said what was made of it.
    expect(whose('paste', `# host: nohost\n${text}`)).toEqual(['k8s-w1', 'routes-named-otherwise'])
    expect(whose('paste', anonymous)).toEqual(['routes-of-whom'])
    expect(whose('k8s-w10.txt', anonymous)).toEqual(['routes-of-whom'])
  })

  it('tables of other kinds are stepped over, and lines that are none are said', () => {
    const paste = `# host: k8s-m\n${output(reference, 'k8s-m', 'ip route show table all')}fe80::/64 dev ens5 proto kernel metric 256 pref medium\nwhat is this\n`
    const imported = importFiles([{ name: 'p', content: paste }])
    if (!imported.ok || imported.value.kind !== 'tables') throw new Error(JSON.stringify(imported))
    expect(imported.value.tables[0]?.unread).toHaveLength(1)
    expect(imported.value.tables[0]?.routes).toHaveLength(
      realize(reference).namespaces.get('k8s-m')?.routes.length ?? 0,
    )
  })
})
