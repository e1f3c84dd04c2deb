import type { Command } from '../command'
import { gnuOptions, isEnd } from './gnu-options'
import { linesOf } from './inputs'

/** GNU xargs: `-n`, `-I`, `-L 1`, `-t`, `-r`, `-d`. */
export const xargsCommand: Command = (words, context) => {
  const given = gnuOptions(
    {
      program: 'xargs',
      letters: 'n:I:i::L:trd:0',
      long: {
        'max-args': 'n',
        replace: 'I',
        'max-lines': 'L',
        verbose: 't',
        'no-run-if-empty': 'r',
        delimiter: 'd',
        null: '0',
      },
      notModelled: [...'PEsaopx', 'max-procs', 'arg-file', 'interactive'],
      stopsAtOperand: true,
    },
    words,
    context,
  )
  if (isEnd(given)) return given
  const { has, last, operands } = given
  const { output } = context
  const command = operands.length === 0 ? ['echo'] : operands
  const replace = last('I')
  const separator = has('0') ? '\0' : last('d')
  const text = context.stdin ?? ''
  const items = itemsOf(text, { replace, separator })
  if (typeof items === 'string') {
    output.err(`xargs: ${items}\n`)
    return { exitCode: 1 }
  }
  const size = Number(last('n') ?? last('L') ?? Number.POSITIVE_INFINITY)
  if (!(size > 0)) {
    output.err(`xargs: value for -n option should be >= 1\n`)
    return { exitCode: 1 }
  }
  const lines: (readonly string[])[] = []
  if (replace !== undefined) {
    for (const item of items) lines.push(command.map((word) => word.replaceAll(replace, () => item)))
  } else if (items.length === 0) {
    if (!has('r')) lines.push(command)
  } else {
    const most = Math.min(size, items.length)
    for (let at = 0; at < items.length; at += most) lines.push([...command, ...items.slice(at, at + most)])
  }
  let { session } = context
  const sent = []
  let exitCode = 0
  for (const line of lines) {
    if (has('t')) output.err(`${line.join(' ')}\n`)
    const end = context.run(line, { session })
    session = end.session ?? session
    sent.push(...(end.sent ?? []))
    if (end.exitCode === 127 || end.exitCode === 126) return { exitCode: end.exitCode, session, sent }
    if (end.exitCode === 255) {
      output.err(`xargs: ${line[0]}: exited with status 255; aborting\n`)
      return { exitCode: 124, session, sent }
    }
    if (end.exitCode !== 0) exitCode = 123
  }
  return { exitCode, session, sent }
}

/** Words with quotes and backslashes as xargs reads them, or with `-I` the lines. */
function itemsOf(
  text: string,
  { replace, separator }: { readonly replace: string | undefined; readonly separator: string | undefined },
): readonly string[] | string {
  if (separator !== undefined) {
    const character = separator === '\\n' ? '\n' : separator === '\\t' ? '\t' : separator
    const items = text.split(character)
    return items.at(-1) === '' ? items.slice(0, -1) : items
  }
  if (replace !== undefined)
    return linesOf(text)
      .map((line) => line.trimStart())
      .filter((line) => line !== '')
  const items: string[] = []
  for (const match of text.matchAll(/(?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s"'\\]|["'])+/gs)) {
    const [word] = match
    const bare = word.replace(/"[^"\n]*"|'[^'\n]*'|\\./gs, '')
    const open = /["']/.exec(bare)?.[0]
    if (open !== undefined) {
      const kind = open === '"' ? 'double' : 'single'
      return `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`
    }
    items.push(word.replace(/"([^"\n]*)"|'([^'\n]*)'|\\(.)/gs, '$1$2$3'))
  }
  return items
}
