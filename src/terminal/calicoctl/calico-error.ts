import type { Issue } from '../../engine/issue'

/** Why Calico's client does not do something. Source of the words: libcalico-go lib/errors/errors.go. */
export interface CalicoError {
  readonly kind: 'already-exists' | 'missing' | 'not-supported' | 'other'
  readonly text: string
  /** What only the lab refuses: it has the words. */
  readonly issues?: readonly Issue[]
}

export const other = (text: string): CalicoError => ({ kind: 'other', text })

export const missing = (identifier: string, resource: string, name: string): CalicoError => ({
  kind: 'missing',
  text: `resource does not exist: ${identifier} with error: ${resource} "${name}" not found`,
})

export const alreadyExists = (identifier: string): CalicoError => ({
  kind: 'already-exists',
  text: `resource already exists: ${identifier}`,
})

export const notSupported = (operation: string, identifier: string, reason?: string): CalicoError => ({
  kind: 'not-supported',
  text: `operation ${operation} is not supported on ${identifier}${reason === undefined ? '' : `: ${reason}`}`,
})

export const updateConflict = (identifier: string): CalicoError => other(`update conflict: ${identifier}`)

/** One field that validation does not accept. */
export interface FieldError {
  readonly name: string
  readonly value?: string | number
  readonly reason: string
}

export function invalid(fields: readonly FieldError[]): CalicoError {
  const said = fields.map(
    ({ name, value, reason }) => `${name}${value === undefined ? '' : ` = '${value}'`} (${reason})`,
  )
  const [first = ''] = said
  if (said.length === 1) return other(`error with field ${first}`)
  return other(`error with the following fields:\n${said.map((field) => `-  ${field}\n`).join('')}`)
}
