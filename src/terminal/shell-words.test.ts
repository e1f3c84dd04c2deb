import { describe, expect, it } from 'vitest'
import { splitLine } from './shell-words'

describe('[TERM-2] a command line is split as bash splits it', () => {
  it.each<[line: string, pipeline: string[][]]>([
    ['', []],
    ['   ', []],
    ['# ip route', []],
    ['ip  route', [['ip', 'route']]],
    ["egrep '(Destination|UG)'", [['egrep', '(Destination|UG)']]],
    ['grep "a \\" b"', [['grep', 'a " b']]],
    [`x '{"spec":{"ipipMode":"CrossSubnet"}}'`, [['x', '{"spec":{"ipipMode":"CrossSubnet"}}']]],
    [`a''b "" c\\ d`, [['ab', '', 'c d']]],
    ['route -n|grep UG | wc', [['route', '-n'], ['grep', 'UG'], ['wc']]],
    ['echo a#b # c', [['echo', 'a#b']]],
  ])('%j', (line, pipeline) => expect(splitLine(line)).toEqual({ ok: true, value: pipeline }))

  it.each([
    ["grep 'a", { kind: 'unterminated', quote: "'" }],
    ['| grep a', { kind: 'unexpected', token: '|' }],
    ['a | | b', { kind: 'unexpected', token: '|' }],
    ['a |', { kind: 'unexpected', token: 'newline' }],
    ['a || b', { kind: 'not-modelled', what: '||' }],
    ['a; b', { kind: 'not-modelled', what: ';' }],
    ['a > f', { kind: 'not-modelled', what: '>' }],
    ['echo "$HOME"', { kind: 'not-modelled', what: '$' }],
  ])('%j is none', (line, error) => expect(splitLine(line)).toEqual({ ok: false, error }))
})
