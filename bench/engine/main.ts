// What the engine does between a click and the picture, timed; each against a plainer way to the same answer.
import { cpus, loadavg, totalmem } from 'node:os'
import type { EncapMode } from '../../src/engine/calico/resources/ip-pool'
import type { Fabric } from '../../src/engine/fabric/fabric'
import { applyCommand } from '../../src/engine/lab/apply-command'
import type { LabDocument } from '../../src/engine/lab/document'
import { addressOfHost } from '../../src/engine/lab/find-host'
import { realize } from '../../src/engine/lab/realize'
import { matchingRoutes } from '../../src/engine/linux/fib'
import type { Route } from '../../src/engine/linux/route'
import type { Ipv4 } from '../../src/engine/net/ipv4'
import { prefixContains } from '../../src/engine/net/prefix'
import type { Result } from '../../src/engine/result'
import { tracePacket } from '../../src/engine/trace/trace-packet'
import { parseLab } from '../../src/io/parse-lab'
import { renderSource } from '../../src/io/render-source'
import reference from '../../src/labs/reference.yaml'
import { largeLab } from './large-lab'
import { formatDuration, type Measurement, measure } from './measure'

const MODES: readonly EncapMode[] = ['Never', 'CrossSubnet', 'Always']

interface Lab {
  readonly name: string
  readonly document: LabDocument
  readonly source: string
  readonly pool: string
  readonly from: string
  readonly to: string
}

function accepted<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const ping = (fabric: Fabric, { from, to }: Lab) =>
  tracePacket(fabric, {
    from,
    destination: addressOfHost(fabric, to),
    payloadBytes: 56,
    ttl: 64,
    pathMtuDiscovery: 'want',
  })

/** The pool's mode flips and the lab is computed anew, as a click does it: unchanged manifests are shared. */
function flipMeasure(lab: Lab): Measurement {
  let document = lab.document
  return measure(`${lab.name}: mode flip → routes of every host → trace`, (round) => {
    const mode = MODES[round % MODES.length] ?? 'Never'
    document = accepted(applyCommand(document, { kind: 'set-ipip-mode', pool: lab.pool, mode }))
    return ping(realize(document), lab).steps.length
  })
}

/** The same answer from the edited text, as a tool would give it that keeps nothing between two questions. */
function fromTextMeasure(lab: Lab): Measurement {
  const sources = MODES.map((mode) => lab.source.replace(/ipipMode: \w+/, `ipipMode: ${mode}`))
  return measure(`${lab.name}: the same from the YAML text`, (round) => {
    const { document } = accepted(parseLab(sources[round % sources.length] ?? ''))
    return ping(realize(document), lab).steps.length
  })
}

function traceMeasure(lab: Lab): Measurement {
  const fabric = realize(lab.document)
  return measure(`${lab.name}: trace of one ping, request and reply`, () => ping(fabric, lab).steps.length)
}

/** Every route is asked, as a first version would: all that cover the address, best first. */
const scan = (routes: readonly Route[], destination: Ipv4): readonly Route[] =>
  routes
    .filter((route) => prefixContains(route.destination, destination))
    .sort((a, b) => b.destination.length - a.destination.length || a.metric - b.metric)

function lookupMeasures(lab: Lab): readonly [Measurement, Measurement] {
  const fabric = realize(lab.document)
  const routes = [...fabric.namespaces.values()].reduce<readonly Route[]>(
    (most, namespace) => (namespace.routes.length > most.length ? namespace.routes : most),
    [],
  )
  const targets = [...fabric.namespaces.keys()].map((host) => addressOfHost(fabric, host))
  const target = (round: number): Ipv4 => targets[round % targets.length] as Ipv4
  for (const address of targets) {
    if (scan(routes, address)[0] !== matchingRoutes(routes, address)[0]) throw new Error('the two lookups disagree')
  }
  return [
    measure(`route lookup among ${routes.length} routes`, (round) => matchingRoutes(routes, target(round)), 1000),
    measure('the same by asking every route', (round) => scan(routes, target(round)), 1000),
  ]
}

function row({ name, medianMs, p95Ms }: Measurement, against?: Measurement): string {
  const ratio = against ? `${(against.medianMs / medianMs).toFixed(1)}× faster than the next line` : ''
  return `| ${name} | ${formatDuration(medianMs)} | ${formatDuration(p95Ms)} | ${ratio} |`
}

function run(): void {
  const small: Lab = {
    name: 'reference',
    document: reference.document,
    source: reference.source,
    pool: 'default-ipv4-ippool',
    from: 'default/pod1',
    to: 'default/pod3',
  }
  const manifests = largeLab()
  const source = renderSource('', { manifests })
  const large: Lab = {
    name: '100 nodes, 1,000 pods',
    document: accepted(parseLab(source)).document,
    source,
    pool: 'pool',
    from: 'default/pod-0-0',
    to: 'default/pod-99-9',
  }
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`
  console.log(
    `Machine: ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory}, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}\n`,
  )
  console.log('| engine | median | p95 | |\n|---|---|---|---|')
  for (const lab of [small, large]) {
    const [flip, fromText] = [flipMeasure(lab), fromTextMeasure(lab)]
    for (const line of [row(flip, fromText), row(fromText), row(traceMeasure(lab))]) console.log(line)
  }
  const [lookup, asking] = lookupMeasures(large)
  for (const line of [row(lookup, asking), row(asking)]) console.log(line)
}

run()
