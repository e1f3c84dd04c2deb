import type { Command } from '../command'
import { backslashes } from './backslashes'

/** bash's echo. */
export const echoCommand: Command = (words, { output }) => {
  let at = 0
  let newline = true
  let escapes = false
  for (; /^-[neE]+$/.test(words[at] ?? ''); at++) {
    for (const letter of words[at] ?? '') {
      if (letter === 'n') newline = false
      if (letter === 'e') escapes = true
      if (letter === 'E') escapes = false
    }
  }
  const text = words.slice(at).join(' ')
  if (!escapes) {
    output.out(text + (newline ? '\n' : ''))
    return { exitCode: 0 }
  }
  const { text: shown, stops } = backslashes(text, 'echo')
  output.out(shown + (newline && !stops ? '\n' : ''))
  return { exitCode: 0 }
}
