import { expect, it } from 'vitest'
import type { CapturedFrame } from './capture-file'
import { readPcap, writePcap } from './pcap'
import { readCapture } from './read-capture'
import { writePcapng } from './write-pcapng'

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

it('the block structure is that of the pcapng draft, figure by figure', () => {
  const frame = { interface: 0, timeNs: 0x0102030405060708n, direction: 'out' as const, originalBytes: 9 }
  const file = { interfaces: [{ name: 'eth0', linkType: 1, snapshotBytes: 0x40000 }] }
  const hex = Array.from(writePcapng({ ...file, frames: [{ ...frame, bytes: bytes('aabbcc') }] }), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  const section = '0a0d0d0a 2c000000 4d3c2b1a 01000000 ffffffffffffffff 04000700 706f647061746800 00000000 2c000000'
  const device = '01000000 28000000 01000000 00000400 02000400 65746830 09000100 09000000 00000000 28000000'
  const packet =
    '06000000 30000000 00000000 04030201 08070605 03000000 09000000 aabbcc00 02000400 02000000 00000000 30000000'
  expect(hex).toBe(`${section}${device}${packet}`.replaceAll(' ', ''))
})

it('a big-endian section with microseconds, an old packet block, a simple one and one of a type nobody knows', () => {
  const section = '0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c'
  const device = '00000001 00000020 0065 0000 00000002 000e 0008 0000000000000001 00000020'
  const old = '00000002 00000024 0000 0007 00000000 000f4240 00000001 00000001 45000000 00000024'
  const simple = '00000003 00000014 00000003 45460000 00000014'
  const unknown = '0000aaaa 00000010 12345678 00000010'
  expect(readCapture(bytes(section + device + unknown + old + simple))).toEqual({
    ok: true,
    value: {
      interfaces: [{ linkType: 101, snapshotBytes: 2 }],
      frames: [
        { interface: 0, timeNs: 2_000_000_000n, bytes: bytes('45'), originalBytes: 1 },
        { interface: 0, timeNs: 0n, bytes: bytes('4546'), originalBytes: 3 },
      ],
    },
  })
})

it.each([
  ['pcapng', (frames: readonly CapturedFrame[]) => writePcapng({ interfaces: ETHERNET, frames })],
  ['pcap', (frames: readonly CapturedFrame[]) => writePcap(1, frames)],
])('of a %s file with more frames than wanted the first are read', (_, write) => {
  const frame = (timeNs: bigint) => ({ interface: 0, timeNs, bytes: bytes('01'), originalBytes: 1 })
  const file = write([frame(1000n), frame(2000n), frame(3000n)])
  expect(readCapture(file, 2)).toMatchObject({
    value: { frames: [frame(1000n), frame(2000n)], problem: { kind: 'too-many' } },
  })
  expect(readCapture(file, 3)).not.toHaveProperty('value.problem')
})

const ETHERNET = [{ linkType: 1, snapshotBytes: 1 }]

it('a second section counts its interfaces from nought again', () => {
  const one = { interfaces: [{ name: 'a', linkType: 1, snapshotBytes: 1 }], frames: [] }
  const frame = { interface: 0, timeNs: 5n, bytes: bytes('01'), originalBytes: 1 }
  const other = { interfaces: [{ name: 'b', linkType: 101, snapshotBytes: 1 }], frames: [frame] }
  const read = readCapture(Uint8Array.from([...writePcapng(one), ...writePcapng(other)]))
  expect(read).toEqual({
    ok: true,
    value: { interfaces: [...one.interfaces, ...other.interfaces], frames: [{ ...frame, interface: 1 }] },
  })
})

it('a classic file, big-endian, in nanoseconds', () => {
  const header = 'a1b23c4d 0002 0004 00000000 00000000 0000ffff 00000001'
  expect(readPcap(bytes(`${header} 00000001 00000002 00000001 00000003 ab`))).toEqual({
    ok: true,
    value: {
      interfaces: [{ linkType: 1, snapshotBytes: 0xffff }],
      frames: [{ interface: 0, timeNs: 1_000_000_002n, bytes: bytes('ab'), originalBytes: 3 }],
    },
  })
})

const section = '0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000'
it.each([
  ['nothing', '', 'not-a-capture', 0],
  ['text', '68656c6c6f20776f726c64', 'not-a-capture', 0],
  ['a classic header cut short', 'd4c3b2a1 0200', 'cut-short', 6],
  ['a section of neither byte order', '0a0d0d0a 1c000000 4d3c2b1b 01000000 ffffffffffffffff 1c000000', 'bad-block', 0],
])('%s is refused', (_, hex, kind, offset) => {
  expect(readCapture(bytes(hex))).toEqual({ ok: false, error: { kind, offset } })
})

it.each([
  ['ends within it', '06000000 20000000', 'cut-short'],
  ['is shorter than a block can be', '06000000 08000000 08000000', 'bad-block'],
  ['ends with another length', '0a000000 0c000000 10000000', 'bad-block'],
  ['names an interface that is not there', `06000000 20000000 ${'00'.repeat(20)} 20000000`, 'bad-block'],
  ['claims more bytes than it has', '03000000 10000000 ffffffff 10000000', 'bad-block'],
])('a block that %s ends the reading', (_, hex, kind) => {
  expect(readCapture(bytes(section + hex))).toMatchObject({ value: { frames: [], problem: { kind, offset: 28 } } })
})
