import type { LabDocument } from '../engine/lab/document'
import { realize } from '../engine/lab/realize'
import { writePcap } from '../engine/wire/pcap'
import { readCapture } from '../engine/wire/read-capture'
import { writePcapng } from '../engine/wire/write-pcapng'
import { linkOfNumber } from '../terminal/capture/tap'
import { textOf } from '../terminal/output'
import { runLine } from '../terminal/run-line'
import { panelCapture } from './panel-capture'
import { readCase } from './read-case'

/** For comparisons with the real tool: the frames of a case's pings as `tcpdump -w` would write them, a file a link type. */
export function framesByLink(
  name: string,
  most: number,
): readonly { readonly link: string; readonly bytes: Uint8Array }[] {
  const read = readCapture(panelCapture(name))
  if (!read.ok) throw new Error(`${name}: the capture does not read back`)
  const { interfaces, frames } = read.value
  const types = [...new Set(interfaces.map(({ linkType }) => linkType))]
  return types.map((type) => {
    const own = frames.filter((frame) => interfaces[frame.interface]?.linkType === type).slice(0, most)
    return { link: linkOfNumber(type) ?? String(type), bytes: writePcap(type, own) }
  })
}

/** The same frames as pcapng. */
export function panelFile(pcap: Uint8Array): Uint8Array {
  const read = readCapture(pcap)
  return read.ok ? writePcapng(read.value) : pcap
}

/** What the lab's tcpdump prints of it, on a machine of the case. */
export function askLab(
  name: string,
  words: string,
  file: string,
  bytes: Uint8Array,
): { readonly stdout: string; readonly stderr: string } {
  const { document, host } = machineOf(name)
  const { chunks } = runLine({ document, files: { [host]: { [`/root/${file}`]: bytes } } }, host, `tcpdump ${words}`)
  return { stdout: textOf(chunks, 'out'), stderr: textOf(chunks, 'err') }
}

const machines = new Map<string, { readonly document: LabDocument; readonly host: string }>()

function machineOf(name: string) {
  const known = machines.get(name)
  if (known) return known
  const { document } = readCase(name)
  const [host = ''] = realize(document).namespaces.keys()
  const machine = { document, host }
  machines.set(name, machine)
  return machine
}
