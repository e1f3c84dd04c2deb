import { fail, ok, type Result } from '../../engine/result'

/** What iputils says, after its own name, of what is no number of that range: `strtol_or_err` in iputils_common.c. */
export function wholeNumber(value: string, min: number | string, max: string): Result<number, string> {
  if (!/^\s*[+-]?\d+$/.test(value)) return fail(`invalid argument: '${value}'`)
  const amount = Number(value)
  if (amount < Number(min) || amount > Number(max)) {
    return fail(`invalid argument: '${value}': out of range: ${min} <= value <= ${max}`)
  }
  return ok(amount)
}
