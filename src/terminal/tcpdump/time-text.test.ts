import { expect, it } from 'vitest'
import { timeText } from './time-text'

it.each([
  ['clock', '08:00:00.000084 '],
  ['none', ''],
  ['unix', '1726214400.000084 '],
  ['since-last', ' 00:00:00.000028 '],
  ['date', '2024-09-13 08:00:00.000084 '],
] as const)('%s, as tcpdump printed it', (style, expected) => {
  expect(timeText(style, 1_726_214_400_000_084_000n, 1_726_214_400_000_056_000n)).toBe(expected)
})
