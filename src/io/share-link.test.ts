import { readFileSync } from 'node:fs'
import { base64urlnopad } from '@scure/base'
import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { expect, it } from 'vitest'
import { isShareFragment } from './share-fragment'
import { readShareFragment, shareFragment } from './share-link'

const reference = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')

it('the reference lab is a link of less than 2,000 characters', () => {
  const fragment = shareFragment({ lab: reference, ping: { from: 'default/pod1', to: 'default/pod3' }, moment: 4 })
  expect(fragment.length).toBeLessThan(1_000)
  expect(fragment).toMatch(/^#lab1=[\w-]+$/)
  expect(isShareFragment(fragment)).toBe(true)
})

it('a link once given away stays a link', () => {
  const lab =
    'apiVersion: v1\nkind: Node\nmetadata:\n  name: a\nstatus:\n  addresses:\n    - type: InternalIP\n      address: 10.0.0.1\n'
  expect(readShareFragment('#lab1=w9ZIxJuWIA5LpDhYQGkFnFqATVhYi9W4FgA')).toEqual({
    ok: true,
    value: { lab, moment: 3 },
  })
})

it('so does one of a large lab, which is packed as a table', () => {
  const pod = (name: string, address: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  nodeName: a\nstatus:\n  podIP: ${address}\n`
  const link =
    '#lab2=gzUSgQ1JWLvRuJarWqk4I7EgtVjJKroaqf2oZGWgowRyMZgBcy-opQlyIVgQ7lQgD9gWBbkSLA91JFQU7EyQONhNIMHaWB2l_CJgMxRopYGOEZCXXgoOaSAfKACHsbG1XIq2XGWGIBIYbFyKNlzJiUUluhVGnEkWIMHijPwCEJ0IkgKlFWCiNOe0BAA'
  const lab = `${pod('cart-x2', '10.1.0.7')}---\n${pod('cart-b8', '10.1.0.9')}`
  expect(readShareFragment(link)).toEqual({ ok: true, value: { lab, moment: 3 } })
})

it('brings back what was shared, whatever it is', () => {
  const ping = fc.record({ from: fc.string(), to: fc.string() })
  const shared = fc.record(
    { lab: fc.string({ unit: 'binary' }), ping, moment: fc.nat(), seed: fc.nat() },
    { requiredKeys: ['lab'], noNullPrototype: true },
  )
  fc.assert(
    fc.property(shared, (each) => {
      expect(readShareFragment(shareFragment(each))).toEqual({ ok: true, value: each })
    }),
  )
})

const packed = (text: string): string => `#lab1=${base64urlnopad.encode(deflateSync(strToU8(text)))}`

it.each([
  ['another fragment', '#top', 'link-no-lab'],
  ['a later version', '#lab3=abc', 'link-later'],
  ['a table of nothing', '#lab2=abc', 'link-broken'],
  ['nothing', '#lab1=', 'link-broken'],
  ['no base64', '#lab1=%%%', 'link-broken'],
  ['half a link', shareFragment({ lab: reference }).slice(0, 700), 'link-broken'],
  ['a list', packed('[1]'), 'link-no-lab'],
  ['a number', packed('{"lab": 1}'), 'link-no-lab'],
  ['a seed that is no number', packed('{"lab": "a", "seed": "7"}'), 'link-no-lab'],
  ['half a ping', packed('{"lab": "a", "ping": {"from": 1}}'), 'link-no-lab'],
  ['a bomb', packed(`{"lab": "${' '.repeat(30_000_000)}"}`), 'link-too-large'],
])('%s is refused', (_, fragment, code) => {
  expect(readShareFragment(fragment)).toMatchObject({ ok: false, error: { code, severity: 'error' } })
})

it('no damage to a link is taken for a lab, nor does it throw', () => {
  const whole = shareFragment({ lab: reference })
  fc.assert(
    fc.property(fc.integer({ min: 6, max: whole.length - 1 }), fc.constantFrom('A', '-', '!', ''), (at, instead) => {
      const read = readShareFragment(whole.slice(0, at) + instead + whole.slice(at + 1))
      if (read.ok) expect(read.value.lab.length).toBeGreaterThan(0)
    }),
  )
})
