import { expect, it } from 'vitest'
import { changeBetween } from './change-between'

const apply = (text: string, change: ReturnType<typeof changeBetween>) =>
  change ? text.slice(0, change.from) + change.insert + text.slice(change.to) : text

it.each([
  ['', 'a'],
  ['a: 1\nb: 2\n', 'a: 1\nb: 3\n'],
  ['aa', 'aaa'],
  ['abcabc', 'abc'],
  ['a: 1\n', ''],
])('turns %j into %j', (before, after) => {
  expect(apply(before, changeBetween(before, after))).toBe(after)
})

it('replaces no more than what differs', () => {
  expect(changeBetween('mode: Never\nx: 1', 'mode: Always\nx: 1')).toEqual({ from: 6, to: 11, insert: 'Always' })
})

it('has nothing to do for the same text', () => {
  expect(changeBetween('a', 'a')).toBeUndefined()
})
