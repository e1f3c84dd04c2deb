import type { Fabric } from '../../engine/fabric/fabric'
import { invariant } from '../../engine/invariant'
import type { LabDocument } from '../../engine/lab/document'
import type { Namespace } from '../../engine/linux/namespace'
import { ip } from '../../engine/net/ipv4'
import {
  type CommandContext,
  type CommandEnd,
  type HostName,
  type Place,
  type Program,
  type RunProgram,
  type Session,
  type Traffic,
  WORKSTATION,
} from '../command'
import { COMMANDS, NOT_MODELLED } from '../commands'
import { HOME } from '../files'
import type { Output } from '../output'

/** What bash says of a program that is not there. */
const NOT_FOUND = 127

/** What a program finds around it. */
export interface Surroundings {
  readonly session: Session
  readonly host: HostName
  readonly output: Output
  readonly fabricOf: (document: LabDocument) => Fabric
  readonly directory?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly traffic?: Traffic | undefined
  /** How deep `xargs xargs …` may go. */
  readonly depth?: number
}

/** No network but its own: the workstation reaches the cluster by its API alone. */
const WORKSTATION_NAMESPACE: Namespace = {
  name: WORKSTATION,
  role: 'node',
  links: [
    {
      name: 'lo',
      index: 1,
      type: { kind: 'loopback' },
      mtuBytes: 65_536,
      up: true,
      addresses: [{ address: ip('127.0.0.1'), length: 8, scope: 'host' }],
      proxyArp: false,
    },
  ],
  routes: [],
  neighbours: [],
  fdb: [],
  masquerade: [],
  forwardDrops: [],
  forwarding: false,
}

const MAX_DEPTH = 8

/** Runs programs by their names, and says what bash says of those that are not there. */
export function programRunner(around: Surroundings): RunProgram {
  return ([name = '', ...words], where = {}) => {
    const inside: Surroundings = { ...around, ...where }
    const { session, host, output, fabricOf, depth = 0 } = inside
    const program = COMMANDS.get(name)
    if (!program) return notFound(name, output)
    const context: CommandContext = {
      session,
      host,
      output,
      directory: inside.directory ?? HOME,
      environment: inside.environment ?? {},
      run: programRunner({ ...inside, depth: depth + 1 }),
      get fabric() {
        return fabricOf(session.document)
      },
      get namespace() {
        return namespaceOf(fabricOf(session.document), host)
      },
      ...(where.stdin !== undefined && { stdin: where.stdin }),
      ...(inside.traffic && { traffic: inside.traffic }),
    }
    if (depth > MAX_DEPTH) {
      output.note({ code: 'too-much', params: { command: name } })
      return { exitCode: 126 }
    }
    return refusal(name, program, context) ?? program.run(words, context)
  }
}

function namespaceOf(fabric: Fabric, host: HostName): Namespace {
  const namespace = host === WORKSTATION ? WORKSTATION_NAMESPACE : fabric.namespaces.get(host)
  invariant(namespace, `no host ${host}`)
  return namespace
}

function notFound(name: string, output: Output): CommandEnd {
  if (NOT_MODELLED.has(name)) output.note({ code: 'command-not-modelled', params: { command: name } })
  else output.err(`bash: ${name}: command not found\n`)
  return { exitCode: NOT_FOUND }
}

function refusal(name: string, { on, network }: Program, context: CommandContext): CommandEnd | undefined {
  const { host, output } = context
  if (network && host === WORKSTATION) {
    output.note({ code: 'no-network-here', params: { command: name } })
    return { exitCode: 1 }
  }
  if (!on) return undefined
  const place: Place = host === WORKSTATION ? 'workstation' : context.namespace.role
  if (on.includes(place)) return undefined
  output.err(`bash: ${name}: command not found\n`)
  output.note({ code: 'not-installed-here', params: { command: name } })
  return { exitCode: NOT_FOUND }
}
