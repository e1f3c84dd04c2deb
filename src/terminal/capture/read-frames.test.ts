import { expect, it } from 'vitest'
import type { CaptureFile } from '../../engine/wire/capture-file'
import { dissect } from '../../engine/wire/dissect'
import { readFrames } from './read-frames'

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const PING = '4500001c 00010000 40010000 0a000001 0a000002 0800f7fd 00010001'
const ETHERNET = '020000000002 020000000001 0800'
const COOKED_V1 = '0004 0001 0006 020000000001 0000 0800'
const ARP = '020000000002 020000000001 0806 0001'

const file: CaptureFile = {
  interfaces: [1, 113, 228, 127].map((linkType) => ({ linkType, snapshotBytes: 65_535 })),
  frames: [ETHERNET + PING, COOKED_V1 + PING, PING, PING, ARP].map((hex, index) => {
    const frame = bytes(hex)
    return { interface: index % 4, timeNs: 0n, bytes: frame, originalBytes: frame.length }
  }),
}

it('[CAPTURE-6] frames of a file go through the filter by their own link; of a link that nobody reads all are shown', () => {
  const shown = (expression: string) => readFrames(file, expression).rows.map(({ index, link }) => [index, link])
  expect(shown('')).toEqual([
    [0, 'ethernet'],
    [1, 'cooked-v1'],
    [2, 'raw'],
    [3, undefined],
    [4, 'ethernet'],
  ])
  expect(shown('icmp').map(([index]) => index)).toEqual([0, 1, 2, 3])
  expect(shown('arp').map(([index]) => index)).toEqual([3, 4])
  expect(readFrames(file, 'icmp and').problem).toMatchObject({ kind: 'says' })
})

it('[CAPTURE-6] what no codec reads is shown as bytes', () => {
  const layers = (index: number, link: Parameters<typeof dissect>[1]) =>
    dissect(file.frames[index]?.bytes ?? new Uint8Array(), link).map(({ protocol }) => protocol)
  expect(layers(0, 'ethernet')).toEqual(['ethernet', 'ipv4', 'icmp'])
  expect(layers(1, 'cooked-v1')).toEqual(['cooked-v1', 'ipv4', 'icmp'])
  expect(layers(4, 'ethernet')).toEqual(['ethernet', 'payload'])
  expect(layers(3, 'unknown')).toEqual(['payload'])
})
