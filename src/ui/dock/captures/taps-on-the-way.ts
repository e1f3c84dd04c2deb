import type { Fabric } from '../../../engine/fabric/fabric'
import type { Trace } from '../../../engine/trace/trace'
import { isSameTap, type Tap } from '../../../terminal/capture/tap'

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
  const around = [loss?.namespace, target?.name].flatMap((host): readonly Tap[] => {
    const { links = [] } = (host !== undefined && fabric.namespaces.get(host)) || {}
    const own = links.filter(({ type }) => type.kind !== 'loopback' && (host === target?.name || type.kind !== 'veth'))
    return own.map(({ name }) => ({ host: host ?? '', link: name }))
  })
  const way = tapsOnTheWay(trace)
  return [...way, ...around.filter((tap) => !way.some((other) => isSameTap(other, tap)))]
}
