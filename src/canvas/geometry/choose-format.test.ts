import { describe, expect, it } from 'vitest'
import { formatFor } from './choose-format'
import { twoSubnets } from './test-picture'

describe('formatFor', () => {
  it.each([
    { width: 1040, height: 600, format: 'wide' },
    { width: 623, height: 470, format: 'narrow' },
    { width: 623, height: 260, format: 'wide' },
    { width: 390, height: 330, format: 'narrow' },
  ])('lays cards out $format on $width × $height', ({ width, height, format }) => {
    expect(formatFor(twoSubnets(), width, height)).toBe(format)
  })
})
