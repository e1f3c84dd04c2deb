// What a line typed in a terminal costs, and a key: in a lab whose nodes have a thousand routes.
import { parseLab } from '../../src/io/parse-lab'
import { renderSource } from '../../src/io/render-source'
import type { Session } from '../../src/terminal/command'
import { completions } from '../../src/terminal/complete-line'
import { runLine } from '../../src/terminal/run-line'
import { drawLine } from '../../src/terminal/typing/draw-line'
import { keysIn } from '../../src/terminal/typing/keys'
import { EMPTY_LINE, pressed } from '../../src/terminal/typing/line-editor'
import { largeLab } from '../engine/large-lab'
import { formatDuration, type Measurement, measure } from '../engine/measure'

const NODES = 1000
const PODS_PER_NODE = 10

function session(): Session {
  const manifests = largeLab({ subnets: 5, nodesPerSubnet: NODES / 5, podsPerNode: PODS_PER_NODE })
  const parsed = parseLab(renderSource('', { manifests }))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return { document: parsed.value.document }
}

function lineMeasure(at: Session, host: string, line: string): Measurement {
  const printed = runLine(at, host, line).chunks.reduce(
    (lines, chunk) => lines + (chunk.stream === 'out' ? chunk.text.split('\n').length - 1 : 0),
    0,
  )
  return measure(`\`${line}\`, ${printed.toLocaleString('en')} lines`, () => runLine(at, host, line).exitCode)
}

const tabMeasure = (at: Session, host: string, text: string): Measurement =>
  measure(
    `Tab behind \`${text}\`, ${completions(at, host, text).candidates.length.toLocaleString('en')} candidates`,
    () => completions(at, host, text),
  )

function keyMeasure(): Measurement {
  const [key] = keysIn('x')
  const line = { ...EMPTY_LINE, before: 'kubectl get pods -o wide | grep node-7 ' }
  return measure('a key, drawn', () => key && drawLine('$ ', pressed(line, key, []).line, 120, 0), 1000)
}

const row = ({ name, leastMs, medianMs, p95Ms, cpuMs }: Measurement): string =>
  `| ${name} | ${[medianMs, leastMs, p95Ms, cpuMs].map(formatDuration).join(' | ')} |`

function run(): void {
  const at = session()
  const host = 'node-7'
  const pod = 'default/pod-0-0'
  console.log(`| terminal, ${NODES} nodes, ${NODES * PODS_PER_NODE} pods | median | least | p95 | CPU |`)
  console.log('|---|---|---|---|---|')
  for (const line of ['ip route', 'route -n', 'ip route | grep tunl0 | wc -l'])
    console.log(row(lineMeasure(at, host, line)))
  console.log(row(lineMeasure(at, host, 'calicoctl get wep')))
  console.log(row(lineMeasure(at, host, 'kubectl get pods -o wide')))
  for (const text of ['ip ro', 'kubectl get pod pod-7', 'kubectl exec ']) console.log(row(tabMeasure(at, host, text)))
  console.log(row(tabMeasure(at, pod, 'ping -c 1 172.16.1')))
  console.log(row(keyMeasure()))
}

run()
