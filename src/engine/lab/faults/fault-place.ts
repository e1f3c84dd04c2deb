import type { Fault } from './fault'

/** What of the picture a fault is at, as the picture names it; undefined: the whole network. */
export function elementOfFault(fault: Fault): string | undefined {
  if ('node' in fault) return `node:${fault.node}`
  if ('router' in fault && fault.router !== undefined) return `router:${fault.router}`
  return 'subnet' in fault ? `subnet:${fault.subnet}` : undefined
}
