import { expect, it } from 'vitest'
import { embedMode } from './embed-mode'

it.each([
  ['', undefined],
  ['?theme=dark', undefined],
  ['?embed', 'play'],
  ['?embed=play', 'play'],
  ['?embed=watch', 'watch'],
])('%s: %s', (search, mode) => expect(embedMode(search)).toBe(mode))
