import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CaptureFile, LINK_TYPE } from './capture-file'
import { cookFrame, parseCookedHeader } from './cooked'
import { writePcap } from './pcap'
import { readCapture } from './read-capture'
import { decodeUtf8, encodeUtf8 } from './utf8'
import { writePcapng } from './write-pcapng'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const linkType = fc.constantFrom(...Object.values(LINK_TYPE))

const frameOf = (interfaces: number) =>
  fc
    .record(
      {
        interface: fc.nat({ max: interfaces - 1 }),
        timeNs: fc.bigInt({ min: 0n, max: 2n ** 63n }),
        direction: fc.constantFrom('in' as const, 'out' as const),
        bytes: fc.uint8Array({ maxLength: 80 }),
        cut: fc.nat({ max: 9 }),
        comment: text,
      },
      { requiredKeys: ['interface', 'timeNs', 'bytes', 'cut'] },
    )
    .map(({ cut, ...frame }) => ({ ...frame, originalBytes: frame.bytes.length + cut }))

const captureFile = fc
  .array(fc.record({ name: text, linkType, snapshotBytes: fc.constant(262_144) }), { minLength: 1, maxLength: 4 })
  .chain((interfaces) =>
    fc.array(frameOf(interfaces.length), { maxLength: 6 }).map((frames): CaptureFile => ({ interfaces, frames })),
  )

it('a pcapng file reads back as it was written', () => {
  fc.assert(
    fc.property(captureFile, (file) => {
      const bytes = writePcapng(file)
      expect(bytes.length % 4).toBe(0)
      expect(readCapture(bytes)).toEqual({ ok: true, value: file })
    }),
  )
})

it('a classic file reads back as it was written, to the microsecond', () => {
  fc.assert(
    fc.property(linkType, fc.array(frameOf(1), { maxLength: 6 }), (type, frames) => {
      const seconds = 2n ** 32n * 1_000_000_000n
      const plain = frames.map(({ timeNs, bytes, originalBytes }) => {
        return { interface: 0, timeNs: ((timeNs % seconds) / 1000n) * 1000n, bytes, originalBytes }
      })
      const interfaces = [{ linkType: type, snapshotBytes: 262_144 }]
      expect(readCapture(writePcap(type, plain))).toEqual({ ok: true, value: { interfaces, frames: plain } })
    }),
  )
})

it('a file that ends too early, or with a byte changed, gives its first frames and never more than it has', () => {
  const written = captureFile.chain((file) => {
    const frames = file.frames.map(({ timeNs, ...frame }) => ({ ...frame, timeNs: timeNs % 2n ** 60n }))
    return fc.constantFrom(writePcapng(file), writePcap(LINK_TYPE.raw, frames))
  })
  fc.assert(
    fc.property(written, fc.nat(), fc.nat(), fc.nat({ max: 255 }), (bytes, end, place, value) => {
      const whole = readCapture(bytes)
      const damaged = bytes.slice()
      if (bytes.length > 0) damaged[place % bytes.length] = value
      for (const hostile of [bytes.subarray(0, end % (bytes.length + 1)), damaged]) {
        const read = readCapture(hostile)
        if (!read.ok) continue
        const captured = read.value.frames.reduce((sum, frame) => sum + frame.bytes.length, 0)
        expect(captured).toBeLessThanOrEqual(hostile.length)
        if (hostile !== damaged && whole.ok) {
          expect(whole.value.frames.slice(0, read.value.frames.length)).toEqual(read.value.frames)
        }
      }
    }),
    { numRuns: 500 },
  )
})

it('junk behind any beginning of a file is no fault of ours', () => {
  const beginnings = ['0a0d0d0a', 'a1b2c3d4', 'd4c3b2a1', 'a1b23c4d', '4d3cb2a1', '0a0d0d0a1c0000004d3c2b1a', '']
  const beginning = fc
    .constantFrom(...beginnings)
    .map((hex) => (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16)))
  fc.assert(
    fc.property(beginning, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      expect(typeof readCapture(Uint8Array.from([...start, ...rest])).ok).toBe('boolean')
    }),
    { numRuns: 500 },
  )
})

it('UTF-8 as the platform has it, for any text and any bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.uint8Array({ maxLength: 30 }), (any, bytes) => {
      expect(encodeUtf8(any)).toEqual([...new TextEncoder().encode(any)])
      expect(decodeUtf8(new TextEncoder().encode(any))).toBe(any)
      const valid = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      if (!valid.includes('\ufffd')) expect(decodeUtf8(bytes)).toBe(valid)
      else expect(decodeUtf8(bytes)).toContain('\ufffd')
    }),
  )
})

it('a cooked header reads back as it was written', () => {
  const bytes = fc.uint8Array({ minLength: 14, maxLength: 60 })
  fc.assert(
    fc.property(bytes, fc.boolean(), fc.nat({ max: 2 ** 31 }), fc.nat({ max: 255 }), (frame, isRaw, index, type) => {
      const device = { interfaceIndex: index, hardwareType: 768, packetType: type }
      const cooked = cookFrame({ linkType: isRaw ? 'raw' : 'ethernet', bytes: frame }, device)
      const expected = { ...device, address: isRaw ? new Uint8Array() : frame.slice(6, 12) }
      expect(parseCookedHeader(cooked)).toMatchObject({ value: expected })
      expect(cooked.slice(20)).toEqual(isRaw ? frame : frame.slice(14))
    }),
  )
})
