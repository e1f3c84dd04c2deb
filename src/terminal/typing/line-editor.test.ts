import { expect, it } from 'vitest'
import { cellsOf, drawLine } from './draw-line'
import { keysIn } from './keys'
import { EMPTY_LINE, lineText, pressed, type TypedLine } from './line-editor'

const HISTORY = ['ip route', 'ping pod3', 'ip addr']

function after(data: string, history: readonly string[] = HISTORY): TypedLine {
  return keysIn(data).reduce((line, key) => pressed(line, key, history).line, EMPTY_LINE)
}
const shown = (data: string, history?: readonly string[]) => {
  const { before, after: rest } = after(data, history)
  return `${before}|${rest}`
}

const cases: readonly { keys: string; name: string; expected: string }[] = [
  { name: 'text is inserted at the cursor', keys: 'pxng\x1b[D\x1b[D\x7fi\x05', expected: 'ping|' },
  { name: 'Ctrl-A and Ctrl-E go to the ends', keys: 'route\x01ip \x05 -n', expected: 'ip route -n|' },
  { name: 'Ctrl-W deletes the word before', keys: 'ip route show\x17', expected: 'ip route |' },
  {
    name: 'Ctrl-U deletes to the start, Ctrl-Y brings it back',
    keys: 'ip route\x15\x19\x19',
    expected: 'ip routeip route|',
  },
  { name: 'Ctrl-K deletes to the end', keys: 'ip route\x1b[H\x1b[C\x1b[C\x0b', expected: 'ip|' },
  { name: 'Ctrl-arrow goes by words', keys: 'ip route show\x1b[1;5D\x1b[1;5D', expected: 'ip |route show' },
  { name: 'up recalls the newest', keys: '\x1b[A', expected: 'ip addr|' },
  { name: 'up and down come back to what was typed', keys: 'pi\x1b[A\x1b[A\x1b[B\x1b[B', expected: 'pi|' },
  { name: 'up stops at the oldest', keys: '\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A', expected: 'ip route|' },
  { name: 'Ctrl-R finds the newest with the text', keys: '\x12ip', expected: '|ip addr' },
  { name: 'Ctrl-R again finds an older one', keys: '\x12ip\x12', expected: '|ip route' },
  { name: 'a key other than text takes what was found', keys: '\x12pod\x05', expected: 'ping pod3|' },
  { name: 'Escape gives the search up', keys: 'ec\x12pod\x1b', expected: 'ec|' },
]
it.each(cases)('$name', ({ keys, expected }) => expect(shown(keys)).toBe(expected))

it('says what the terminal is to do', () => {
  const wanted = (data: string) => keysIn(data).map((key) => pressed(EMPTY_LINE, key, HISTORY).wanted)
  expect(wanted('\r\t\x03\x04\x0c')).toEqual(['run', 'complete', 'interrupt', 'leave', 'clear'])
})

it('Ctrl-D deletes while there is something to delete', () => {
  const line: TypedLine = { ...EMPTY_LINE, before: 'a', after: 'bc' }
  const edited = pressed(line, { kind: 'control', name: 'end-of-file' }, [])
  expect(edited.wanted).toBeUndefined()
  expect(lineText(edited.line)).toBe('ac')
})

it('a paste of many lines is text and Enter by turns', () => {
  expect(keysIn('ip a\r\nip r\nls')).toEqual([
    { kind: 'text', text: 'ip a' },
    { kind: 'control', name: 'enter' },
    { kind: 'text', text: 'ip r' },
    { kind: 'control', name: 'enter' },
    { kind: 'text', text: 'ls' },
  ])
})

it('colours take no cell, Hangul takes two', () => {
  expect(cellsOf('\x1b[1;32mroot\x1b[0m')).toBe(4)
  expect(cellsOf('노드')).toBe(4)
})

it('a line longer than the screen is wide goes on below, and the cursor is where it is in the line', () => {
  const line: TypedLine = { ...EMPTY_LINE, before: 'x'.repeat(12), after: 'y'.repeat(9) }
  const { output, row } = drawLine('$ ', line, 10, 0)
  expect(row).toBe(1)
  expect(output).toBe(`\r\x1b[J$ ${'x'.repeat(12)}${'y'.repeat(9)}\x1b[1A\r\x1b[4C`)
})

it('a full row is left before the cursor is placed', () => {
  expect(drawLine('$ ', { ...EMPTY_LINE, before: 'x'.repeat(8) }, 10, 1).output).toBe(
    `\x1b[1A\r\x1b[J$ ${'x'.repeat(8)}\r\n\r`,
  )
})
