import type { Command } from '../../command'
import { readText } from '../../files'
import { backslashes } from '../backslashes'
import { inputsOf } from '../inputs'
import { parseAwk } from './parse-awk'
import { runAwk } from './run-awk'

const USAGE = `Usage: mawk [Options] [Program] [file ...]

Program:
    The -f option value is the name of a file containing program text.
    If no -f option is given, a "--" ends option processing; the following
    parameters are the program text.
`

/** mawk 1.3.4, which is Debian's awk, where it does what POSIX says. */
export const awkCommand: Command = (words, context) => {
  const { output } = context
  const variables = new Map<string, string>()
  let program: string | undefined
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    const [, letter, attached] = /^-([Fvf])(.*)$/s.exec(word) ?? []
    if (letter === undefined) {
      if (word === '--') at++
      if (word === '--' || !word.startsWith('-') || word === '-') break
      output.err(`awk: not an option: ${word}\n`)
      output.note({ code: 'option-not-modelled', params: { command: 'awk', option: word } })
      return { exitCode: 2 }
    }
    const value = attached === '' ? words[++at] : attached
    if (value === undefined) {
      output.err(`awk: option requires an argument -- ${letter}\n${USAGE}`)
      return { exitCode: 2 }
    }
    if (letter === 'F') variables.set('FS', value === 't' ? '\t' : backslashes(value, 'printf').text)
    else if (letter === 'v') {
      const [, name, text = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(value) ?? []
      if (name === undefined) {
        output.err(`awk: improper assignment: -v ${value}\n`)
        return { exitCode: 2 }
      }
      variables.set(name, backslashes(text, 'printf').text)
    } else {
      const file = readText(context, value)
      if (!file.ok) {
        output.err(`awk: cannot open ${value} (${file.error})\n`)
        return { exitCode: 2 }
      }
      program = `${program ?? ''}${file.value}\n`
    }
  }
  const text = program ?? words[at++]
  if (text === undefined) {
    output.err(USAGE)
    return { exitCode: 2 }
  }
  const rules = parseAwk(text)
  if (!rules.ok) {
    const { error } = rules
    if (error.kind === 'not-modelled')
      output.note({ code: 'option-not-modelled', params: { command: 'awk', option: error.what } })
    else if (error.kind === 'misplaced') output.err(`awk: line 1: improper use of ${error.what}\n`)
    else if (error.kind === 'regex')
      output.err(`awk: line 1: regular expression compile failed (${error.text})\n${error.source}\n`)
    else if (error.near === '') output.err(`awk: line ${text.split('\n').length + 1}: missing } near end of file\n`)
    else output.err(`awk: line 1: syntax error at or near ${error.near}\n`)
    return { exitCode: 2 }
  }
  const files: string[] = []
  for (const word of words.slice(at)) {
    const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? []
    if (name === undefined) files.push(word)
    else variables.set(name, value)
  }
  let failed = false
  const inputs = () => {
    const read = inputsOf('awk', files, context, (name, problem) => `awk: cannot open ${name} (${problem})`)
    failed = read.failed
    return read.inputs
  }
  const end = runAwk(rules.value, { variables, environment: context.environment, inputs, out: output.out })
  if (end.problem !== undefined && end.problem !== '') output.err(`awk: ${end.problem}\n`)
  if (end.problem === '') output.note({ code: 'too-much', params: { command: 'awk' } })
  return { exitCode: failed ? 2 : end.exitCode }
}
