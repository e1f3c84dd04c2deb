import type { Command } from '../command'
import { gnuOptions, isEnd, type OptionSpec } from './gnu-options'
import { inputsOf } from './inputs'

export const CAT_OPTIONS: OptionSpec = {
  program: 'cat',
  letters: 'nbsEAvTetu',
  long: {
    number: 'n',
    'number-nonblank': 'b',
    'squeeze-blank': 's',
    'show-ends': 'E',
    'show-all': 'A',
    'show-nonprinting': 'v',
    'show-tabs': 'T',
  },
}

/** GNU cat. */
export const catCommand: Command = (words, context) => {
  const given = gnuOptions(CAT_OPTIONS, words, context)
  if (isEnd(given)) return given
  const { has, operands } = given
  const { inputs, failed } = inputsOf('cat', operands, context)
  const text = inputs.map((input) => input.text).join('')
  const showsEnds = has('E') || has('A') || has('e')
  const showsTabs = has('T') || has('A') || has('t')
  const showsOther = has('v') || has('A') || has('e') || has('t')
  const isPlain = !has('n') && !has('b') && !has('s') && !showsEnds && !showsTabs && !showsOther
  if (isPlain) {
    context.output.out(text)
    return { exitCode: failed ? 1 : 0 }
  }
  let number = 0
  let wasBlank = false
  let result = ''
  const pieces = text.split(/(?<=\n)/).filter((piece) => piece !== '')
  for (const piece of pieces) {
    const isBlank = piece === '\n'
    if (has('s') && isBlank && wasBlank) continue
    wasBlank = isBlank
    const isNumbered = has('b') ? !isBlank : has('n')
    if (isNumbered) result += `${String(++number).padStart(6)}\t`
    let line = piece.replace(/\n$/, '')
    if (showsTabs) line = line.replaceAll('\t', '^I')
    if (showsOther) line = line.replace(/[^\t\x20-\x7e]/gu, visible)
    result += line + (piece.endsWith('\n') ? `${showsEnds ? '$' : ''}\n` : '')
  }
  context.output.out(result)
  return { exitCode: failed ? 1 : 0 }
}

/** `^A`, `^?`, and the bytes of what is no ASCII as `M-…`. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 32) return `^${String.fromCharCode(code + 64)}`
  if (code === 127) return '^?'
  return utf8(code).map(visibleByte).join('')
}

const visibleByte = (byte: number): string =>
  byte < 160 ? `M-^${String.fromCharCode(byte - 64)}` : `M-${String.fromCharCode(byte - 128)}`

function utf8(code: number): readonly number[] {
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)]
  const end = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
  return code < 0x10000 ? [0xe0 | (code >> 12), ...end] : [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...end]
}
