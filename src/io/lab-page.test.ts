import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CARRIED_ID, labPage, readCarried } from './lab-page'

const EMPTY = `<title>x</title>\n<script id="${CARRIED_ID}" type="application/json"></script>\n<script>'<\\/script>'</script>\n`
const dataIn = (page: string): string => /application\/json">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''

const nasty = fc.string({
  unit: fc.constantFrom('</script>', '<!--', '<script>', ']]>', '$&', "$'", '"', '\\', '\n', '\u2028', 'é', 'a'),
})

it('a page brings back what was put into it, and no text of it ends the element it stands in', () => {
  fc.assert(
    fc.property(nasty, nasty, (lab, title) => {
      const page = labPage(EMPTY, { lab, ping: { from: lab, to: 'b' }, moment: 2, mode: 'watch' }, title)
      expect(readCarried(dataIn(page))).toEqual({ lab, ping: { from: lab, to: 'b' }, moment: 2, mode: 'watch' })
      expect(dataIn(page)).not.toContain('<')
      expect(page.split('<script')).toHaveLength(3)
    }),
  )
})

it('the title is text', () => {
  expect(labPage(EMPTY, { lab: '' }, '<b>a & b</b>')).toContain('<title>&lt;b>a &amp; b&lt;/b></title>')
})

it('an empty page brings nothing; another page is refused', () => {
  expect(readCarried(dataIn(EMPTY))).toBeUndefined()
  expect(readCarried('{"lab": 3}')).toBeUndefined()
  expect(readCarried('null')).toBeUndefined()
  expect(readCarried('{')).toBeUndefined()
  expect(() => labPage('<html></html>', { lab: '' }, '')).toThrow()
})
