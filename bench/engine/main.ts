// What the engine does between a click and the picture, timed; each against a plainer way to the same answer.
import { cpus, loadavg, totalmem } from 'node:os'
import type { EncapMode } from '../../src/engine/calico/resources/ip-pool'
import type { Fabric } from '../../src/engine/fabric/fabric'
import { applyCommand } from '../../src/engine/lab/apply-command'
import type { Command } from '../../src/engine/lab/commands'
import type { LabDocument } from '../../src/engine/lab/document'
import { addressOfHost } from '../../src/engine/lab/find-host'
import { clusterOf } from '../../src/engine/lab/read-cluster'
import { realize } from '../../src/engine/lab/realize'
import { bestRoute, matchingRoutes } from '../../src/engine/linux/fib'
import type { Route } from '../../src/engine/linux/route'
import type { Ipv4 } from '../../src/engine/net/ipv4'
import { prefixContains } from '../../src/engine/net/prefix'
import type { Result } from '../../src/engine/result'
import { tracePacket } from '../../src/engine/trace/trace-packet'
import { parseLab } from '../../src/io/parse-lab'
import { renderSource } from '../../src/io/render-source'
import reference from '../../src/labs/reference.yaml'
import { textOf } from '../../src/terminal/output'
import { runLine } from '../../src/terminal/run-line'
import { doctorMeasure, firstFlipMeasure, flipsMeasure } from './analysis-measures'
import { largeLab, type Size } from './large-lab'
import { formatDuration, type Measurement, measure, measureAfter } from './measure'
import { flipCommands, matrixMeasure, previewMeasure } from './pairs'

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

/** The lab's machines, each asked for a way: a table that sorts or indexes itself when first asked has done it. */
function routesOfEveryHost(document: LabDocument): Fabric {
  const fabric = realize(document)
  for (const namespace of fabric.namespaces.values()) bestRoute(namespace, 0 as Ipv4)
  return fabric
}

/** Flips the pool's mode of whatever document comes next, so that none has been seen before. */
function flips(lab: Lab): (round: number) => LabDocument {
  let document = lab.document
  return (round) => {
    const mode = MODES[round % MODES.length] ?? 'Never'
    document = accepted(applyCommand(document, { kind: 'set-ipip-mode', pool: lab.pool, mode }))
    return document
  }
}

/** The lab is computed anew for an edited document, as a click does it: the manifests that it left alone are shared. */
function recomputeMeasure(lab: Lab): Measurement {
  return measureAfter(`${lab.name}: mode flipped → routes of every host`, flips(lab), routesOfEveryHost)
}

/** Nothing is shared with what was computed before: every manifest has been copied, and read. */
function unsharedMeasure(lab: Lab): Measurement {
  const next = flips(lab)
  return measureAfter(
    `${lab.name}: routes of every host of a lab never seen before`,
    (round) => {
      const document = structuredClone(next(round))
      clusterOf(document)
      return document
    },
    routesOfEveryHost,
  )
}

function flipMeasure(lab: Lab): Measurement {
  const next = flips(lab)
  return measure(
    `${lab.name}: mode flip, checked → routes of every host → trace`,
    (round) => ping(routesOfEveryHost(next(round)), lab).steps.length,
  )
}

/** A node goes around the subnets. */
function dragMeasure(lab: Lab, node: string, subnets: readonly string[]): Measurement {
  let { document } = lab
  return measure(`${lab.name}: node into the next subnet, checked → routes of every host`, (round) => {
    const subnet = subnets[(round + 1) % subnets.length] ?? ''
    const command: Command = { kind: 'move-node', node, subnet, position: { x: round, y: 0 } }
    document = accepted(applyCommand(document, command))
    return routesOfEveryHost(document)
  })
}

/** More documents than fabrics are kept: what undo comes back to has to be computed again, but not read again. */
const UNDONE = 24

function undoMeasure(lab: Lab): Measurement {
  const next = flips(lab)
  const past = Array.from({ length: UNDONE }, (_, round) => next(round))
  return measure(`${lab.name}: undo of a mode flip → routes of every host`, (round) =>
    routesOfEveryHost(past[UNDONE - 1 - (round % UNDONE)] ?? lab.document),
  )
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

/** A line typed on a node whose machines are there already, until its output is text. */
function commandMeasure({ document }: Lab, command: string): Measurement {
  const routes = realize(document).namespaces.get('node-0')?.routes.length ?? 0
  const session = { document }
  const printed = () => textOf(runLine(session, 'node-0', command).chunks, 'out')
  const lines = printed().split('\n').length - 1
  const name = `a node with ${routes.toLocaleString('en')} routes: \`${command}\` printed, ${lines.toLocaleString('en')} lines`
  return measure(name, () => printed().length)
}

function row({ name, leastMs, medianMs, p95Ms, cpuMs }: Measurement, against?: Measurement): string {
  const ratio = against ? `${(against.medianMs / medianMs).toFixed(1)}× faster than the next line` : ''
  return `| ${name} | ${[medianMs, leastMs, p95Ms, cpuMs].map(formatDuration).join(' | ')} | ${ratio} |`
}

function labOf({ subnets, nodesPerSubnet, podsPerNode }: Size): Lab {
  const nodes = subnets * nodesPerSubnet
  const manifests = largeLab({ subnets, nodesPerSubnet, podsPerNode })
  const source = renderSource('', { manifests })
  const number = (count: number): string => count.toLocaleString('en')
  return {
    name: `${number(nodes)} nodes, ${number(nodes * podsPerNode)} pods`,
    document: accepted(parseLab(source)).document,
    source,
    pool: 'pool',
    from: 'default/pod-0-0',
    to: `default/pod-${nodes - 1}-${podsPerNode - 1}`,
  }
}

/** What the doctor's tab and the list under a lost ping cost; in the app a worker pays. */
function* analysisMeasures(lab: Lab): Generator<string> {
  const lost = accepted(applyCommand(lab.document, { kind: 'set-ipip-mode', pool: lab.pool, mode: 'Never' }))
  const unseen = (): LabDocument => ({ manifests: [...lost.manifests] })
  yield row(doctorMeasure(lab, flips(lab)))
  yield row(flipsMeasure(lab, unseen))
  yield row(firstFlipMeasure(lab, unseen))
}

/** What a click, a drag and an undo cost. */
function* editMeasures(lab: Lab): Generator<string> {
  yield row(recomputeMeasure(lab))
  yield row(unsharedMeasure(lab))
  yield row(dragMeasure(lab, 'node-7', ['rack-1', 'rack-2', 'rack-3', 'rack-0']))
  yield row(undoMeasure(lab))
}

/** All pairs, and the previews that menus and ghosts show. */
function* pairMeasures(lab: Lab): Generator<string> {
  const drags: readonly Command[] = ['rack-2', 'rack-3', 'rack-0', 'rack-1'].map((subnet, x) => ({
    kind: 'move-node',
    node: 'node-7',
    subnet,
    position: { x, y: 0 },
  }))
  yield row(matrixMeasure(lab.name, lab.document))
  yield row(previewMeasure(`${lab.name}: preview of a mode flip`, lab.document, flipCommands(lab.document)))
  yield row(previewMeasure(`${lab.name}: preview of a node over another subnet`, lab.document, drags))
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
  const large = labOf({ subnets: 5, nodesPerSubnet: 20, podsPerNode: 20 })
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`
  console.log(
    `Machine: ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${memory}, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}\n`,
  )
  console.log('| engine | median | least | p95 | CPU | |\n|---|---|---|---|---|---|')
  for (const lab of [small, large]) {
    const [flip, fromText] = [flipMeasure(lab), fromTextMeasure(lab)]
    for (const line of [row(flip, fromText), row(fromText), row(traceMeasure(lab))]) console.log(line)
  }
  for (const line of editMeasures(large)) console.log(line)
  for (const line of analysisMeasures(large)) console.log(line)
  const huge = labOf({ subnets: 5, nodesPerSubnet: 200, podsPerNode: 10 })
  console.log(row(flipMeasure(huge)))
  for (const line of editMeasures(huge)) console.log(line)
  for (const lab of [large, huge]) for (const line of pairMeasures(lab)) console.log(line)
  for (const command of ['ip route', 'route -n', 'birdcl show route', 'traceroute -n 172.16.0.65']) {
    console.log(row(commandMeasure(huge, command)))
  }
  const [lookup, asking] = lookupMeasures(large)
  for (const line of [row(lookup, asking), row(asking)]) console.log(line)
}

run()
