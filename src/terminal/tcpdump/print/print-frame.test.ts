import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FilterLink } from '../filter/filter'
import { LINK_HEADER_BYTES } from '../filter/run-filter'
import { printBytes } from './print-bytes'
import { printFrame } from './print-frame'

interface Recorded {
  readonly link: FilterLink
  readonly frames: readonly string[]
  /** What tcpdump 4.99.3 printed of them, by its flags. */
  readonly printed: Readonly<Record<string, string>>
}

const file = new URL('../../../../fixtures/terminal/tcpdump.json', import.meta.url)
const recorded: readonly Recorded[] = JSON.parse(readFileSync(file, 'utf8'))

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

describe('[TERM-3] frames are printed as tcpdump printed them', () => {
  const runs = recorded.flatMap(({ link, frames, printed }, index) =>
    Object.entries(printed).map(([flags, text]) => ({ index, link, frames, flags, text })),
  )

  it.each(runs)('set $index, $link, tcpdump -nn -t $flags', ({ link, frames, flags, text }) => {
    const given = (letter: string): number => flags.split(letter).length - 1
    const letter = (['x', 'X', 'A'] as const).find((one) => given(one) > 0)
    const shown = letter && { letter, withLinkHeader: given(letter) > 1 }
    const style = {
      numeric: true,
      linkHeader: given('e') > 0,
      verbosity: given('v'),
      quick: given('q') > 0,
      withBytes: shown !== undefined && shown.letter !== 'A',
    }
    const lines = frames.map((hex) => {
      const bytes = bytesOf(hex)
      const line = printFrame(link, { bytes, lengthBytes: bytes.length }, style, () => undefined)
      return `${line}${printBytes(shown, bytes, LINK_HEADER_BYTES[link])}\n`
    })
    expect(lines.join('')).toBe(text)
  })
})
