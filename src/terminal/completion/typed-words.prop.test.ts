import fc from 'fast-check'
import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import type { Session } from '../command'
import { completions } from '../complete-line'
import { textOf } from '../output'
import { runLine } from '../run-line'
import { EMPTY_LINE } from '../typing/line-editor'
import { tabbed } from '../typing/tab-key'
import { typedWords, written } from './typed-words'

const SESSION: Session = { document: reference.document }

const SHELLY = [
  ...'abc-/.~$`\'"\\|&;<>(){}[]!#*? \n',
  '$(',
  '&&',
  '<<',
  '2>&1',
  'kubectl ',
  'ip route ',
  'ping ',
  '${H',
]
const line = fc.array(fc.constantFrom(...SHELLY), { maxLength: 14 }).map((parts) => parts.join(''))
const word = fc.array(fc.constantFrom(...'ab.-$`\'"\\|&;<>(){}[]!#*? ~='), { minLength: 1, maxLength: 6 })

it('[TERM-7] whatever has been typed, Tab only ever adds to it', () => {
  fc.assert(
    fc.property(line, (text) => {
      const found = completions(SESSION, 'k8s-m', text)
      expect(found.from).toBeGreaterThanOrEqual(0)
      expect(found.from).toBeLessThanOrEqual(text.length)
      const before = tabbed({ ...EMPTY_LINE, before: text }, found, false).line.before
      expect(before.startsWith(text.slice(0, found.from))).toBe(true)
    }),
  )
})

it('[TERM-8] a word as Tab writes it is one word to the shell, and to the next Tab', () => {
  fc.assert(
    fc.property(
      fc.array(
        word.map((letters) => letters.join('')),
        { minLength: 1, maxLength: 4 },
      ),
      (words) => {
        fc.pre(words.every((each) => !/^[~]/.test(each) && !each.includes('\n')))
        const text = `printf '<%s>' ${words.map((each) => written(each, '', true)).join(' ')} `
        expect(typedWords(text).words.slice(2)).toEqual(words)
        expect(textOf(runLine(SESSION, 'k8s-m', text).chunks, 'out')).toBe(words.map((each) => `<${each}>`).join(''))
        const quoted = `printf '<%s>' ${words.map((each) => `"${written(each, '"', true)}`).join(' ')} `
        expect(typedWords(quoted).words.slice(2)).toEqual(words)
      },
    ),
  )
})
