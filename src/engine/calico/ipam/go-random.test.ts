import { expect, it } from 'vitest'
import { goBigRandom, goRandomSource } from './go-random'
import { goRandomTable } from './go-random-table'

it.each([
  [0, 5041579894721019882n],
  [1, 4646389086726545243n],
  // The oldest and the newest: one draw more or less would change one of them.
  [137, 9048531678558643225n],
  [138, 2407211146698877100n],
  [606, 4152330101494654406n],
])('word %i of the table has the low bits that Go has', (position, low63Bits) => {
  expect(BigInt.asUintN(63, goRandomTable()[position] ?? 0n)).toBe(low63Bits)
})

// rand.New(rand.NewSource(1)).Uint32(), printed by Go; the first three are also in many a tutorial.
it('draws what Go draws', () => {
  const source = goRandomSource(1)
  expect([source(), source(), source()]).toEqual([2596996162, 4039455774, 2854263694])
})

it('takes the default seed for 0 and for the modulus', () => {
  expect(goRandomSource(0)()).toBe(goRandomSource(0x7fffffff)())
})

it('draws below the limit, also when the limit is no power of two', () => {
  const source = goRandomSource(7)
  for (let draw = 0; draw < 200; draw++) expect(goBigRandom(source, 5)).toBeLessThan(5)
})
