import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../engine/lab/apply-command'
import type { LabDocument } from '../../engine/lab/document'
import reference from '../../labs/reference.yaml'
import type { Tap } from '../capture/tap'
import { runLine } from '../run-line'
import { whyEmpty } from './why-empty'

type Mode = 'Never' | 'CrossSubnet' | 'Always'

function labIn(...modes: readonly (readonly ['set-ipip-mode' | 'set-vxlan-mode', Mode])[]): LabDocument {
  return modes.reduce((document, [kind, mode]) => {
    const changed = applyCommand(document, { kind, pool: 'default-ipv4-ippool', mode })
    if (!changed.ok) throw new Error('refused')
    return changed.value
  }, reference.document)
}

const CROSS = labIn()
const NEVER = labIn(['set-ipip-mode', 'Never'])
const VXLAN = labIn(['set-ipip-mode', 'Never'], ['set-vxlan-mode', 'Always'])

const [FAR, NEAR] = ['ping -c 1 172.16.34.1', 'ping -c 1 172.16.184.2']
const pinged = (document: LabDocument, line: string) => runLine({ document }, 'default/pod1', line).sent

const brief = (tap: Tap, filter: string, sent: ReturnType<typeof pinged>) => {
  const why = whyEmpty(tap, filter, sent)
  return {
    reasons: why?.reasons.map((reason) =>
      reason.kind === 'part' ? `${reason.part}: ${reason.fault}, ${reason.wrapping}` : reason.kind,
    ),
    proposals: why?.proposals.map(
      ({ tap: { host, link }, expression, matches }) =>
        `${host} ${link.replace(/^cali.*/, 'cali')} '${expression}' ${matches}`,
    ),
  }
}

const UPLINK = { host: 'k8s-w1', link: 'ens5' }
const TUNNEL = { host: 'k8s-w1', link: 'tunl0' }
const ANY = { host: 'k8s-w1', link: 'any' }

const FAR_CALI = (): Tap => {
  const [first] = pinged(CROSS, FAR)
  const steps = first?.trace.steps ?? []
  const link = steps.flatMap(({ event }) => ('link' in event && event.link.startsWith('cali') ? [event.link] : []))[0]
  return { host: 'k8s-w1', link: link ?? '' }
}

describe('[CAPTURE-5] why a capture is empty', () => {
  it('icmp misses wrapped pings on the uplink: their outer header says protocol 4', () => {
    expect(brief(UPLINK, 'icmp', pinged(CROSS, FAR))).toEqual({
      reasons: ['icmp: hidden, ipip'],
      proposals: ["k8s-w1 ens5 'icmp or proto 4' 2", "k8s-w1 cali 'icmp' 2", "k8s-w1 tunl0 'icmp' 2"],
    })
  })

  it('proto 4 matches nothing on a direct path', () => {
    expect(brief(ANY, 'proto 4', pinged(CROSS, NEAR))).toEqual({
      reasons: ['proto 4: bare, none'],
      proposals: ["k8s-w1 any 'icmp' 4"],
    })
    expect(brief(UPLINK, 'proto 4', pinged(NEVER, FAR)).reasons).toEqual(['proto 4: bare, none'])
  })

  it('where packets are not wrapped yet, the tap where they are is proposed too', () => {
    const cali = FAR_CALI()
    expect(whyEmpty(cali, 'proto 4', pinged(CROSS, FAR))?.reasons).toMatchObject([
      { fault: 'bare', isWrappedElsewhere: true },
    ])
    expect(brief(cali, 'proto 4', pinged(CROSS, FAR)).proposals).toEqual([
      "k8s-w1 cali 'icmp' 2",
      "k8s-w1 ens5 'proto 4' 2",
    ])
  })

  it('a pod’s address is inside: the filter for it looks behind the outer header', () => {
    expect(brief(UPLINK, 'host 172.16.34.1', pinged(CROSS, FAR)).proposals?.[0]).toBe(
      "k8s-w1 ens5 'ip proto 4 and (ip[32:4] = 0xac102201 or ip[36:4] = 0xac102201)' 2",
    )
    expect(brief(UPLINK, 'icmp and dst net 172.16.34.0/24', pinged(CROSS, FAR))).toMatchObject({
      reasons: ['icmp: hidden, ipip', 'dst net 172.16.34.0/24: hidden, ipip'],
      proposals: [
        "k8s-w1 ens5 '(icmp or proto 4) and ip proto 4 and ip[36:4] & 0xffffff00 = 0xac102200' 1",
        "k8s-w1 cali 'icmp and dst net 172.16.34.0/24' 1",
        "k8s-w1 tunl0 'icmp and dst net 172.16.34.0/24' 1",
      ],
    })
  })

  it('VXLAN needs its port, and has the addresses further in', () => {
    expect(brief(UPLINK, 'icmp', pinged(VXLAN, FAR))).toMatchObject({
      reasons: ['icmp: hidden, vxlan'],
      proposals: ["k8s-w1 ens5 'icmp or udp port 4789' 2", "k8s-w1 cali 'icmp' 2", "k8s-w1 vxlan.calico 'icmp' 2"],
    })
    expect(brief(UPLINK, 'proto 4', pinged(VXLAN, FAR)).reasons).toEqual(['proto 4: other-tunnel, vxlan'])
    expect(brief(UPLINK, 'proto 4', pinged(VXLAN, FAR)).proposals?.[0]).toBe("k8s-w1 ens5 'udp port 4789' 2")
    expect(brief(UPLINK, 'src host 172.16.34.1', pinged(VXLAN, FAR)).proposals?.[0]).toBe(
      "k8s-w1 ens5 'udp port 4789 and udp[42:4] = 0xac102201' 1",
    )
  })

  it('says that packets passed another device, or another host', () => {
    expect(brief(TUNNEL, '', pinged(CROSS, NEAR))).toEqual({
      reasons: ['other-device'],
      proposals: expect.arrayContaining(["k8s-w1 cali '' 2", "k8s-w1 ens5 '' 2"]),
    })
    expect(brief({ host: 'k8s-w2', link: 'ens5' }, 'icmp', pinged(CROSS, FAR)).reasons).toEqual(['other-host'])
  })

  it('leaves out what no frame is', () => {
    expect(brief(UPLINK, 'proto 4 and src host 10.0.0.1', pinged(CROSS, FAR))).toMatchObject({
      reasons: ['src host 10.0.0.1: none-such, ipip'],
      proposals: ["k8s-w1 ens5 'proto 4' 2"],
    })
    expect(brief(UPLINK, 'tcp', pinged(CROSS, NEAR)).reasons).toEqual(['tcp: none-such, none'])
    expect(brief(UPLINK, 'tcp port 22', pinged(CROSS, NEAR)).proposals?.[0]).toBe("k8s-w1 ens5 'icmp' 2")
  })

  it('has no answer before the first packet, none to a bad filter, and none if there is nothing to explain', () => {
    expect(brief(UPLINK, 'icmp', [])).toEqual({ reasons: ['nothing-sent'], proposals: [] })
    expect(brief(UPLINK, 'icmp and', pinged(CROSS, FAR)).reasons).toEqual(['bad-filter'])
    expect(brief({ host: 'k8s-w1', link: 'eth7' }, '', pinged(CROSS, FAR)).reasons).toEqual(['no-such-device'])
    expect(whyEmpty(UPLINK, 'proto 4', pinged(CROSS, FAR))).toBeUndefined()
  })
})
