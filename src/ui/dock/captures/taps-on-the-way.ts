import { type Fabric, segmentAt } from '../../../engine/fabric/fabric'
import type { Trace } from '../../../engine/trace/trace'
import { ANY_DEVICE, isSameTap, type Tap, tapsOfHost } from '../../../terminal/capture/tap'

/** Every device that a frame of the ping passed, in the order of its way. */
export function tapsOnTheWay({ steps }: Trace): readonly Tap[] {
  const taps: Tap[] = []
  for (const { namespace, event } of steps) {
    if (event.kind !== 'receive' && event.kind !== 'transmit') continue
    const tap = { host: namespace, link: event.link }
    if (!taps.some((other) => isSameTap(other, tap))) taps.push(tap)
  }
  return taps
}

/**
 * Where to listen for a ping that is lost: on its way, and where it would have gone on: the devices of the machine that
 * lost it, and those of its target. Pods' cables but the target's say nothing of it.
 */
export function tapsAroundLoss(fabric: Fabric, trace: Trace): readonly Tap[] {
  const loss = trace.steps.findLast(
    ({ event, packet }) => event.kind === 'drop' && trace.packets[packet]?.kind !== 'error',
  )
  const target = [...fabric.namespaces.values()].find(
    ({ role, links }) =>
      role === 'pod' &&
      links.some(({ addresses }) => addresses.some(({ address }) => address === trace.probe.destination)),
  )
  const isCable = (tap: Tap): boolean => segmentAt(fabric, { namespace: tap.host, link: tap.link })?.kind === 'veth'
  const around = [loss?.namespace, target?.name].flatMap((host): readonly Tap[] => {
    const taps = host === undefined ? [] : tapsOfHost(fabric, host).filter(({ link }) => link !== ANY_DEVICE)
    return host === target?.name ? taps : taps.filter((tap) => !isCable(tap))
  })
  const way = tapsOnTheWay(trace)
  return [...way, ...around.filter((tap) => !way.some((other) => isSameTap(other, tap)))]
}
