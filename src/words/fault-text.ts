import type { Fault } from '../engine/lab/faults/fault'
import type { Said } from './said'

/** What a fault is called: its kind, and what it is the fault of. */
export function faultText(fault: Fault): Said {
  switch (fault.kind) {
    case 'node-cable':
    case 'router-cable': {
      const { kind, how, ...params } = fault
      return { key: `fault.${kind}.${how}`, params }
    }
    case 'node-netem':
    case 'router-netem': {
      const { kind, way, what, ...params } = fault
      return { key: `fault.${kind}.${what}.${way}`, params }
    }
    case 'dropped': {
      const { what, router } = fault
      const params = { what: { key: `fault.what.${what}` }, ...(router !== undefined && { router }) }
      return { key: `fault.dropped.${router === undefined ? 'network' : 'router'}`, params }
    }
    default: {
      const { kind, ...params } = fault
      return { key: `fault.${kind}`, params }
    }
  }
}

/** For the history: broken, or put right. */
export const faultEdit = (fault: Fault, on: boolean): Said => ({
  key: on ? 'edit.set-fault-on' : 'edit.set-fault-off',
  params: { fault: faultText(fault) },
})
