import { DOCK_TABS, HOST_TABS, SPEEDS, type ViewState } from './lab-state'

type Guard = (value: unknown) => boolean

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isText: Guard = (value) => typeof value === 'string'
const isSwitch: Guard = (value) => typeof value === 'boolean'
const isSize: Guard = (value) => Number.isFinite(value)

const oneOf =
  (...values: readonly unknown[]): Guard =>
  (value) =>
    values.includes(value)

const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value)

/** An object whose members are all as `guard` has them. */
const withMembers =
  (guard: Guard, ...members: readonly string[]): Guard =>
  (value) =>
    isObject(value) && members.every((member) => guard(value[member]))

const listOf =
  (guard: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.every(guard)

const recordOf =
  (guard: Guard): Guard =>
  (value) =>
    isObject(value) && !Array.isArray(value) && Object.values(value).every(guard)

const either =
  (...guards: readonly Guard[]): Guard =>
  (value) =>
    guards.some((guard) => guard(value))

const isBytes: Guard = (value) => value instanceof Uint8Array

/** What a shell remembers. */
const isShell: Guard = (value) =>
  isObject(value) &&
  isText(value.directory) &&
  isSize(value.lastExitCode) &&
  [value.variables, value.aliases].every(recordOf(isText)) &&
  [value.exported, value.history].every(listOf(isText)) &&
  [value.functions, value.arrays].every(optional(recordOf((each) => isText(each) || isObject(each)))) &&
  [value.options, value.associative].every(optional(listOf(isText)))

/** What each key of the view can be. */
const GUARDS: Readonly<Record<keyof ViewState, Guard>> = {
  probe: optional(withMembers(isText, 'from', 'to')),
  selection: optional(isText),
  following: isSwitch,
  theme: oneOf('system', 'light', 'dark'),
  motion: oneOf('system', 'still'),
  camera: oneOf('free', 'follow'),
  speed: oneOf(...SPEEDS),
  hostTab: oneOf(...HOST_TABS),
  dockTab: oneOf(...DOCK_TABS),
  poolName: optional(isText),
  panelSizes: withMembers(isSize, 'inspector', 'dock'),
  folded: withMembers(isSwitch, 'inspector', 'dock'),
  yamlDraft: optional(withMembers(isText, 'text', 'startedFrom')),
  welcomed: isSwitch,
  terminals: listOf(isText),
  terminalInFront: optional(isText),
  files: recordOf(recordOf(either(isText, isBytes))),
  shells: recordOf(isShell),
  taps: listOf(withMembers(isText, 'host', 'link')),
  captureFilter: isText,
}

/** What was saved of the view, without what this version does not know or cannot show. */
export function readView(saved: Readonly<Record<string, unknown>>): Partial<ViewState> {
  const known = Object.entries(GUARDS).filter(([key, guard]) => Object.hasOwn(saved, key) && guard(saved[key]))
  return Object.fromEntries(known.map(([key]) => [key, saved[key]]))
}
