import type { PingRecord } from '../terminal/ping/ping-record'
import type { SeenFrame } from '../terminal/seen-frames'
import type { Difference } from './compare-case'

/** Per host, the frames in order; the difference shows both lists from the first frame that is not the same. */
export function frameDifferences(title: string, expected: PingRecord, got: PingRecord): Difference[] {
  const hosts = new Set([...Object.keys(expected.frames), ...Object.keys(got.frames)])
  return [...hosts].flatMap((host) => {
    const wanted = textsOf(expected.frames[host])
    const made = textsOf(got.frames[host])
    const first = wanted.findIndex((text, index) => text !== made[index])
    const from = first < 0 ? wanted.length : first
    if (from === wanted.length && from === made.length) return []
    const rest = (texts: readonly string[]): string => texts.slice(from).join('\n') || 'nothing'
    return [{ host, what: `${title}: frame ${from} on`, expected: rest(wanted), got: rest(made) }]
  })
}

const textsOf = (frames: readonly SeenFrame[] = []): readonly string[] => frames.map(frameText)

function frameText({ dev, dir, vxlan, layers, icmp }: SeenFrame): string {
  const headers = layers.map(({ src, dst, proto, ttl, len }) => `${src} > ${dst} proto ${proto} ttl ${ttl} len ${len}`)
  const message = icmp ? `icmp ${icmp.type}/${icmp.code}` : 'no icmp header'
  return [`${dev} ${dir}${vxlan ? ' vxlan' : ''}`, ...headers, message].join(' | ')
}
