import type { Breaker } from '../analysis/flips/breakers'
import type { Flip } from '../analysis/flips/flip'
import type { PairOutcome } from '../analysis/pairs/outcome'
import { faultText } from './fault-text'
import { hostName } from './host-name'
import type { Said } from './said'
import { dropText } from './steps'

/** What is to be changed. */
export function flipText({ name }: Pick<Flip, 'name'>): Said {
  switch (name.kind) {
    case 'flip':
      return { key: `flip.${name.code}`, params: name.params }
    case 'fix':
      return { key: `doctor.fix.${name.code}`, params: name.params }
    case 'fault':
      return faultText(name.fault)
  }
}

/** How a ping shows that the pair is broken. */
export function breakerText({ loss: { at, reason }, bytes }: Pick<Breaker, 'loss' | 'bytes'>): Said {
  const params = { at: hostName(at), reason: dropText(reason) }
  return bytes === undefined
    ? { key: 'flip.outcome.lost', params }
    : { key: 'flip.breakers.small', params: { ...params, bytes } }
}

/** How the ping would end. */
export function outcomeText(outcome: PairOutcome): Said {
  if (outcome.kind === 'lost') {
    const { at, reason } = outcome.loss
    return { key: 'flip.outcome.lost', params: { at: hostName(at), reason: dropText(reason) } }
  }
  const { kind, ttl, there, back } = outcome
  const carriage = (way: typeof there): Said => ({ key: `flip.carriage.${way.carriage}` })
  return { key: `flip.outcome.${kind}`, params: { ttl, there: carriage(there), back: carriage(back) } }
}
