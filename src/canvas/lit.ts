import type { Scene } from '../playback/scene'
import type { Anchor } from '../playback/timeline'
import type { Layout } from './geometry/layout'
import { type Lit, litDevice } from './paint/card'
import type { Look } from './paint/looks'

/** What a scene's packets have touched so far. A tunnel device is lit in its own colour, all else in the packet's. */
export function litBy(layout: Layout, scene: Scene | undefined): Lit {
  const pods = new Map<string, Look>()
  const devices = new Map<string, Look>()
  const touch = ({ namespace, link }: Anchor, look: Look): void => {
    const id = layout.hosts.get(namespace)
    if (id === undefined || look === 'lost') return
    if (layout.pods.has(id)) pods.set(id, look)
    const device = layout.nodes.get(id)?.picture.devices.find(({ name }) => name === link)
    if (device) devices.set(litDevice(id, device.name), device.kind === 'uplink' ? look : device.kind)
  }
  for (const { from, to, look } of scene?.trails ?? []) {
    touch(from, look)
    touch(to, look)
  }
  for (const { from, to, shell, progress } of scene?.capsules ?? []) {
    const look = shell && shell.cover > 0.5 ? shell.encap : 'direct'
    touch(from, look)
    if (progress > 0.9) touch(to, look)
  }
  return { pods, devices }
}

const entriesOf = (lit: Lit): string[] => [...lit.pods, '|', ...lit.devices].map(String)

export const sameLit = (a: Lit, b: Lit): boolean => entriesOf(a).join() === entriesOf(b).join()
