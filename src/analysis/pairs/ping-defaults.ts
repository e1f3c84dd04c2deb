import type { Probe } from '../../engine/trace/trace'

/** What ping sends when nobody says otherwise. */
export const PING_DEFAULTS = { payloadBytes: 56, ttl: 64, pathMtuDiscovery: 'want' } as const satisfies Partial<Probe>
