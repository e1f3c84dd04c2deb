import { expect, it } from 'vitest'
import { writePcap } from '../../engine/wire/pcap'
import { writePcapng } from '../../engine/wire/write-pcapng'
import reference from '../../labs/reference.yaml'
import { textOf } from '../output'
import { runLine } from '../run-line'

const frame = { interface: 0, timeNs: 0n, bytes: new Uint8Array(58), originalBytes: 58 }
const ETHERNET = { linkType: 1, snapshotBytes: 262_144 }
const pcap = writePcap(1, [frame, frame])
const pcapng = writePcapng({ interfaces: [ETHERNET], frames: [frame, frame] })
const large = Uint8Array.from(pcap)
large.set([255, 255, 255, 127], 32)

/** tcpdump 4.99.3 on the same files. */
it.each<readonly [string, Uint8Array, string]>([
  ['nothing', new Uint8Array(), 'truncated dump file; tried to read 4 file header bytes, only got 0'],
  ['ten bytes', pcap.slice(0, 10), 'truncated dump file; tried to read 24 file header bytes, only got 6'],
  [
    'half a record’s header',
    pcap.slice(0, 105),
    'pcap_loop: truncated dump file; tried to read 16 header bytes, only got 7',
  ],
  ['half a record', pcap.slice(0, 130), 'pcap_loop: truncated dump file; tried to read 58 captured bytes, only got 16'],
  ['an impossible length', large, 'pcap_loop: invalid packet capture length 2147483647, bigger than snaplen of 262144'],
  ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'unknown file format'],
  ['half a section', pcapng.slice(0, 20), 'truncated pcapng dump file; tried to read 32 bytes, only got 8'],
  ['half a block', pcapng.slice(0, -5), 'pcap_loop: truncated pcapng dump file; tried to read 84 bytes, only got 79'],
  [
    'two kinds of link',
    writePcapng({ interfaces: [ETHERNET, { ...ETHERNET, linkType: 101 }], frames: [frame] }),
    'pcap_loop: an interface has a type 101 different from the type of the first interface',
  ],
  ['no interface', writePcapng({ interfaces: [], frames: [] }), 'the capture file has no Interface Description Blocks'],
])('-r of %s says what is wrong, and ends with 1', (_, file, says) => {
  const session = { document: reference.document, files: { 'k8s-w1': { '/root/a.cap': file } } }
  const { chunks, exitCode } = runLine(session, 'k8s-w1', 'tcpdump -nn -r a.cap')
  expect(textOf(chunks, 'err').split('\n').at(-2)).toBe(`tcpdump: ${says}`)
  expect(exitCode).toBe(1)
})
