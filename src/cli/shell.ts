import { parseArgs } from 'node:util'
import { realize } from '../engine/lab/realize'
import { renderSource } from '../io/render-source'
import type { Session } from '../terminal/command'
import { runLine, startLine } from '../terminal/run-line'
import { BAD_INPUT, reasonOf, refuse, refuseUsage, said } from './cli-error'
import type { CliIo } from './cli-io'
import { hostNamed, loadLab, noHostText } from './load-lab'
import { shownText } from './print-chunks'
import { readShellLine, type ShellLine } from './read-shell-line'
import { withHomes } from './with-homes'

const OPTIONS = {
  jsonl: { type: 'boolean', default: false },
  files: { type: 'string' },
  save: { type: 'string' },
} as const

/**
 * `podpath shell LAB`: runs the lines of standard input, each on its host, and keeps the lab's state between them. A
 * line that is none is answered by a message, and the session goes on; the exit status then is 2.
 * @throws CliError for bad usage, or if the lab cannot be read or written
 */
export async function shell(argv: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  const [lab, ...more] = positionals
  if (lab === undefined) return refuseUsage('missing-words', { command: 'shell', words: 'LAB' })
  if (lab === '-') return refuseUsage('lab-on-stdin')
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'shell', words: more.join(' ') })
  if (values.files !== undefined && !io.isFolder(values.files)) return refuse('no-folder', { folder: values.files })
  const parsed = loadLab(io, lab)
  let session = withHomes({ document: parsed.document }, values.files === undefined ? {} : io.filesIn(values.files))
  let number = 0
  let allGood = true
  for await (const text of io.lines()) {
    number++
    if (text.trim() === '' || (!values.jsonl && text.trimStart().startsWith('#'))) continue
    const line = readShellLine(text, number, values.jsonl)
    const answer = line.ok ? answerTo(session, lab, line.value) : { problem: line.error }
    session = answer.session ?? session
    allGood &&= answer.problem === undefined
    print(io, values.jsonl, line.ok ? line.value : { host: '', command: text }, answer)
  }
  if (values.save !== undefined) save(io, values.save, renderSource(parsed.source, session.document))
  return allGood ? 0 : BAD_INPUT
}

interface Answer {
  readonly output?: string
  readonly exitCode?: number
  readonly session?: Session
  /** Why the line could not be run at all. */
  readonly problem?: string
}

function answerTo(session: Session, lab: string, line: ShellLine): Answer {
  const fabric = realize(session.document)
  const host = hostNamed(fabric, line.host)
  if (host === undefined) return { problem: noHostText(fabric, line.host, lab) }
  if (line.beside) return answerBeside(session, lab, { ...line, host }, line.beside)
  const result = runLine(session, host, line.command)
  return { output: shownText(result.chunks), exitCode: result.exitCode, session: result.session }
}

/** Another command runs during the line; what a line that listens prints of it is what stands there before Ctrl-C. */
function answerBeside(
  session: Session,
  lab: string,
  line: ShellLine,
  beside: NonNullable<ShellLine['beside']>,
): Answer {
  const fabric = realize(session.document)
  const other = hostNamed(fabric, beside.host)
  if (other === undefined) return { problem: noHostText(fabric, beside.host, lab) }
  const running = startLine(session, line.host, line.command)
  const meanwhile = runLine(running.session, other, beside.command)
  const after = running.listening?.hear(meanwhile.session, meanwhile.sent)
  return {
    output: shownText([...running.chunks, ...(after?.chunks ?? [])]),
    exitCode: (after ?? running).exitCode,
    session: (after ?? meanwhile).session,
  }
}

function print(io: CliIo, jsonl: boolean, line: Pick<ShellLine, 'host' | 'command'>, answer: Answer): void {
  const { problem, output = '', exitCode = BAD_INPUT } = answer
  const message = problem === undefined ? '' : `${said('ours', { words: problem })}\n`
  io.stderr(message)
  const { host, command } = line
  if (jsonl) io.stdout(`${JSON.stringify({ host, command, output: output + message, exitCode })}\n`)
  else io.stdout(output)
}

function save(io: CliIo, file: string, text: string): void {
  try {
    io.writeFile(file, text)
  } catch (error) {
    refuse('unwritable-file', { file, why: reasonOf(error) })
  }
}
