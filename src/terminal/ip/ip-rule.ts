import { verbOf } from './device-selector'
import type { IpObject } from './ip-command'
import { jsonText } from './print-json'
import { refuseDevices } from './refuse-devices'

/** The kernel's own, and a lab has no others (`fib_default_rules_init` in net/ipv4/fib_rules.c). */
const RULES = [
  [0, 'local'],
  [32766, 'main'],
  [32767, 'default'],
] as const

/** `ip rule show`. */
export const ipRule: IpObject = (words, options, { output }) => {
  const rest = verbOf(words, 'rule')
  if (!rest.ok) return refuseDevices(rest.error, 'ip rule', output)
  const [option] = rest.value
  if (option !== undefined) return refuseDevices({ kind: 'not-modelled', option }, 'ip rule', output)
  if (options.json) {
    output.out(
      jsonText(
        RULES.map(([priority, table]) => ({ priority, src: 'all', table })),
        options,
      ),
    )
  } else output.out(RULES.map(([priority, table]) => `${priority}:\tfrom all lookup ${table}\n`).join(''))
  return { exitCode: 0 }
}
