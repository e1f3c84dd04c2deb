import type { FlowMark, Scene, Trail } from './scene'
import { sceneAt } from './scene-at'
import type { Timeline } from './timeline'

/** One of several pings in flight, at its own place on the clock they share. */
export interface FlowAt {
  readonly timeline: Timeline
  readonly ms: number
  readonly mark: FlowMark
}

/** The ways of more pings than this cover the picture; then only that of the one in front is left lit. */
const MOST_TRAILED = 24

/**
 * Several pings as one picture: each capsule says whose it is, and a stretch that several went the same way is drawn
 * once. The moment is that of the flow in front.
 */
export function flowsScene(flows: readonly FlowAt[]): Scene {
  const isTrailed = flows.length <= MOST_TRAILED
  const trails = new Map<string, Trail>()
  const capsules: Scene['capsules'][number][] = []
  let moment = 0
  for (const { timeline, ms, mark } of flows) {
    const scene = sceneAt(timeline, ms)
    if (mark.inFront) moment = scene.moment
    for (const capsule of scene.capsules) capsules.push({ ...capsule, flow: mark })
    for (const trail of isTrailed || mark.inFront ? scene.trails : []) {
      const key = keyOf(trail)
      if (mark.inFront) trails.set(key, trail)
      else if (!trails.has(key)) trails.set(key, behind(trail))
    }
  }
  // The flow in front lies on top.
  capsules.sort((a, b) => Number(a.flow?.inFront) - Number(b.flow?.inFront))
  return { capsules, trails: [...trails.values()], moment }
}

const keys = new WeakMap<Trail, string>()

function keyOf(trail: Trail): string {
  const known = keys.get(trail)
  if (known !== undefined) return known
  const { from, to, look, kind } = trail
  const key = [from.namespace, from.link, to.namespace, to.link, look, kind].join('\0')
  keys.set(trail, key)
  return key
}

const behinds = new WeakMap<Trail, Trail>()

function behind(trail: Trail): Trail {
  const known = behinds.get(trail)
  if (known) return known
  const made = { ...trail, isBehind: true } as const
  behinds.set(trail, made)
  return made
}
