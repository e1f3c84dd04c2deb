import { expect, it } from 'vitest'
import { checksumFaults } from '../engine/wire/checksum-faults'
import { readCapture } from '../engine/wire/read-capture'
import { linkOfNumber } from '../terminal/capture/tap'
import { panelCapture } from './panel-capture'
import { caseNames } from './read-case'

it.each(caseNames().filter((_, index) => index % 8 === 0))(
  '[CAPTURE-2] %s: what the captures panel saves reads back whole, in order, with every checksum right',
  (name) => {
    const read = readCapture(panelCapture(name))
    if (!read.ok || read.value.problem) throw new Error('it does not read back')
    const { interfaces, frames } = read.value
    expect(frames.length).toBeGreaterThan(0)
    expect(new Set(interfaces.map((device) => device.name)).size).toBe(interfaces.length)
    let lastNs = 0n
    for (const { interface: index, bytes, timeNs, direction } of frames) {
      const link = linkOfNumber(interfaces[index]?.linkType ?? 0)
      expect(link).toBeDefined()
      expect(direction).toBeDefined()
      expect(timeNs).toBeGreaterThanOrEqual(lastNs)
      lastNs = timeNs
      expect(checksumFaults(bytes, link ?? 'raw')).toEqual([])
    }
  },
)
