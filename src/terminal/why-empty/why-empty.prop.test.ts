import fc from 'fast-check'
import { expect, it } from 'vitest'
import { caseNames, readCase } from '../../cases/read-case'
import { addressOfHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { formatIpv4 } from '../../engine/net/ipv4'
import { capture } from '../capture/capture-rows'
import { tapsOfHost } from '../capture/tap'
import { runLine } from '../run-line'
import { whyEmpty } from './why-empty'

const PARTS = ['icmp', 'proto 4', 'udp port 4789', 'tcp', 'not icmp', 'not proto 4', 'greater 100', 'less 90', 'arp']

/** A lab that was recorded, some pings in it, and a capture somewhere. */
const situation = fc.constantFrom(...caseNames().slice(0, 40)).chain((name) => {
  const { document } = readCase(name)
  const fabric = realize(document)
  const hosts = [...fabric.namespaces.keys()]
  const address = (host: string) => formatIpv4(addressOfHost(fabric, host))
  const host = fc.constantFrom(...hosts)
  const ping = fc.tuple(host, host).map(([from, to]) => ({ from, line: `ping -c 1 -W 1 ${address(to)}` }))
  const part = fc.oneof(
    fc.constantFrom(...PARTS),
    fc.tuple(fc.constantFrom('', 'src ', 'dst '), host).map(([end, of]) => `${end}host ${address(of)}`),
    host.map((of) => `net ${address(of).replace(/\d+$/, '0')}/24`),
  )
  return fc.record({
    fabric: fc.constant(fabric),
    document: fc.constant(document),
    pings: fc.array(ping, { maxLength: 2 }),
    tap: host.chain((of) => fc.constantFrom(...tapsOfHost(fabric, of))),
    expression: fc
      .array(part, { maxLength: 3 })
      .chain((parts) => fc.constantFrom(' and ', ' or ').map((joint) => parts.join(joint))),
  })
})

it('[CAPTURE-5] what is proposed would have shown what was missed, and only an empty capture is explained', () => {
  let proposed = 0
  fc.assert(
    fc.property(situation, ({ document, pings, tap, expression }) => {
      const sent = pings.flatMap(({ from, line }) => runLine({ document }, from, line).sent)
      const why = whyEmpty(tap, expression, sent)
      const shown = capture([tap], expression, sent)
      expect(why === undefined).toBe(shown.rows.length > 0)
      if (!why) return
      expect(why.reasons.length).toBeGreaterThan(0)
      expect(why.passed === 0 || why.proposals.length > 0).toBe(true)
      for (const proposal of why.proposals) {
        const rows = capture([proposal.tap], proposal.expression, sent).rows
        expect(rows.length).toBe(proposal.matches)
        expect(rows.length).toBeGreaterThan(0)
        proposed += 1
      }
    }),
    { numRuns: 150 },
  )
  expect(proposed).toBeGreaterThan(50)
})
