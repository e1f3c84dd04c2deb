import type { Fabric } from '../engine/fabric/fabric'
import { assertNever } from '../engine/invariant'
import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import type { HostName, LineResult, Session } from './command'
import { createOutput, type Output, textOf } from './output'
import { programRunner } from './shell/run-program'
import { type Pipeline, type ShellProblem, splitLine } from './shell-words'

/** What bash says of a line it cannot read. */
const SYNTAX_ERROR = 2

/** Runs a line that was typed on `host`. @throws InvariantError if the lab has no such host. */
export function runLine(session: Session, host: HostName, line: string): LineResult {
  const pipeline = splitLine(line)
  if (pipeline.ok) return runPipeline(session, host, pipeline.value)
  const output = createOutput()
  complain(output, pipeline.error)
  return { chunks: output.chunks, exitCode: SYNTAX_ERROR, session, sent: [] }
}

/**
 * Runs commands that are split into words already; each reads what the one before it wrote.
 * @throws InvariantError if the lab has no such host
 */
export function runPipeline(
  session: Session,
  host: HostName,
  pipeline: Pipeline,
  fabricOf: (document: LabDocument) => Fabric = realize,
): LineResult {
  const terminal = createOutput()
  let state: LineResult = { chunks: terminal.chunks, exitCode: 0, session, sent: [] }
  let stdin: string | undefined
  for (const [index, words] of pipeline.entries()) {
    const isLast = index === pipeline.length - 1
    const output = createOutput()
    const run = programRunner({ session: state.session, host, output, fabricOf })
    const end = run(words, stdin === undefined ? {} : { stdin })
    state = {
      ...state,
      exitCode: end.exitCode,
      session: end.session ?? state.session,
      sent: [...state.sent, ...(end.sent ?? [])],
    }
    stdin = textOf(output.chunks, 'out')
    for (const chunk of output.chunks) {
      if (chunk.stream === 'lab') terminal.note(chunk.note)
      else if (chunk.stream === 'err') terminal.err(chunk.text)
      else if (isLast) terminal.out(chunk.text)
    }
  }
  return state
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
