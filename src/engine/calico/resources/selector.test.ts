import { describe, expect, it } from 'vitest'
import { parseSelector } from './selector'

const labels = { rack: 'a', zone: 'eu-west-1', 'kubernetes.io/hostname': 'k8s-w1', empty: '' }

describe('parseSelector', () => {
  it.each([
    ['', true],
    ['all()', true],
    [' all( ) ', true],
    ['global()', false],
    ['has(rack)', true],
    ['has(row)', false],
    ['!has(row)', true],
    ['has(empty)', true],
    ["rack == 'a'", true],
    ['rack == "b"', false],
    ["row == ''", false],
    ["rack != 'b'", true],
    ["row != 'b'", true],
    ["rack in {'a', 'b'}", true],
    ['rack in {}', false],
    ["row in {'a'}", false],
    ["rack not in {'a'}", false],
    ["row not in {'a'}", true],
    ["zone contains 'west'", true],
    ["zone starts with 'eu'", true],
    ["zone ends with '-2'", false],
    ["row starts with 'x'", false],
    ["kubernetes.io/hostname == 'k8s-w1'", true],
    ["rack == 'b' || zone == 'eu-west-1' && has(rack)", true],
    ["(rack == 'b' || zone == 'eu-west-1') && has(row)", false],
    ["!(rack == 'b') && !!has(rack)", true],
    ["has(toString) || toString == 'x'", false],
  ])('%s', (text, expected) => {
    const parsed = parseSelector(text)
    expect(parsed.ok && parsed.value(labels)).toBe(expected)
    expect(parsed.ok).toBe(true)
  })

  it.each([
    ['rack', '', 4],
    ['rack = a', '= a', 4],
    ['rack == a', 'a', 8],
    ["rack == 'a' has(x)", 'has', 12],
    ['(all()', '', 6],
    ['has()', ')', 4],
    ["rack in 'a'", 'a', 8],
    ['&& all()', '&&', 0],
    ['{', '{', 0],
    ['('.repeat(100), '(', 51],
  ])('refuses %s', (text, found, offset) => {
    const parsed = parseSelector(text)
    expect(parsed.ok ? parsed : { ...parsed.error, expected: '' }).toEqual({ found, offset, expected: '' })
  })
})
