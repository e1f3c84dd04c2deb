import type { Fabric } from '../engine/fabric/fabric'
import { assertNever, invariant } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import type { NamespaceName } from '../engine/linux/namespace'
import type { CommandContext, CommandEnd, LineResult, Session } from './command'
import { COMMANDS, NOT_MODELLED } from './commands'
import { createOutput, type Output, textOf } from './output'
import { type Pipeline, type ShellProblem, splitLine } from './shell-words'

/** What bash says of a program that is not there, and of a line it cannot read. */
const NOT_FOUND = 127
const SYNTAX_ERROR = 2

/** Runs a line that was typed on `host`. @throws InvariantError if the lab has no such host. */
export function runLine(session: Session, host: NamespaceName, line: string): LineResult {
  const pipeline = splitLine(line)
  if (pipeline.ok) return runPipeline(session, host, pipeline.value)
  const output = createOutput()
  complain(output, pipeline.error)
  return { chunks: output.chunks, exitCode: SYNTAX_ERROR, session }
}

/**
 * Runs commands that are split into words already; each reads what the one before it wrote.
 * @throws InvariantError if the lab has no such host
 */
export function runPipeline(
  session: Session,
  host: NamespaceName,
  pipeline: Pipeline,
  fabricOf: (document: LabDocument) => Fabric = realize,
): LineResult {
  const terminal = createOutput()
  let state: CommandEnd & { readonly session: Session } = { exitCode: 0, session }
  let stdin: string | undefined
  for (const [index, words] of pipeline.entries()) {
    const isLast = index === pipeline.length - 1
    const output = createOutput()
    const end = runWords(
      { session: state.session, fabric: fabricOf(state.session.document), host, stdin, output },
      words,
    )
    state = { exitCode: end.exitCode, session: end.session ?? state.session }
    stdin = textOf(output.chunks, 'out')
    for (const chunk of output.chunks) {
      if (chunk.stream === 'lab') terminal.note(chunk.note)
      else if (chunk.stream === 'err') terminal.err(chunk.text)
      else if (isLast) terminal.out(chunk.text)
    }
  }
  return { chunks: terminal.chunks, exitCode: state.exitCode, session: state.session }
}

interface Surroundings extends Pick<CommandContext, 'session' | 'fabric' | 'output'> {
  readonly host: NamespaceName
  readonly stdin: string | undefined
}

function runWords({ session, fabric, host, stdin, output }: Surroundings, words: readonly string[]): CommandEnd {
  const [name = '', ...rest] = words
  const namespace = fabric.namespaces.get(host)
  invariant(namespace, `no host ${host}`)
  const command = COMMANDS.get(name)
  if (!command) {
    if (NOT_MODELLED.has(name)) output.note({ code: 'command-not-modelled', params: { command: name } })
    else output.err(`bash: ${name}: command not found\n`)
    return { exitCode: NOT_FOUND }
  }
  return command(rest, { session, fabric, namespace, output, ...(stdin !== undefined && { stdin }) })
}

function complain(output: Output, problem: ShellProblem): void {
  switch (problem.kind) {
    case 'unterminated':
      output.err(`bash: -c: line 1: unexpected EOF while looking for matching \`${problem.quote}'\n`)
      return
    case 'unexpected':
      output.err(`bash: -c: line 1: syntax error near unexpected token \`${problem.token}'\n`)
      return
    case 'not-modelled':
      output.note({ code: 'shell-not-modelled', params: { what: problem.what } })
      return
    default:
      assertNever(problem)
  }
}
