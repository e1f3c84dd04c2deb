/** The name that goes on where `names` stop: `k8s-w3` after `k8s-w2`, `rack-c` after `rack-b`; else `fallback` and a 1. */
export function nextName(names: readonly string[], fallback: string): string {
  return nextLetter(names) ?? nextNumber(names) ?? firstFree(names, fallback, 1)
}

/** Only where all names are the same but for one letter at their end. */
function nextLetter(names: readonly string[]): string | undefined {
  const parts = names.map((name) => /^(|.*[^a-z0-9])([a-y])$/.exec(name))
  const stem = parts[0]?.[1]
  if (stem === undefined || parts.some((part) => part?.[1] !== stem)) return undefined
  const last = Math.max(...parts.map((part) => part?.[2]?.charCodeAt(0) ?? 0))
  return `${stem}${String.fromCharCode(last + 1)}`
}

/** After the highest number behind the most common stem; of two as common the first by name. */
function nextNumber(names: readonly string[]): string | undefined {
  const byStem = new Map<string, string[]>()
  for (const name of names) {
    const [, stem, digits] = /^(.*?)(\d+)$/.exec(name) ?? []
    if (stem === undefined || digits === undefined) continue
    byStem.set(stem, [...(byStem.get(stem) ?? []), digits])
  }
  const [common] = [...byStem].sort(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
  if (!common) return undefined
  const [stem, numbers] = common
  const width = Math.min(...numbers.map((digits) => digits.length))
  const next = Math.max(...numbers.map(Number)) + 1
  return `${stem}${String(next).padStart(numbers.some((digits) => digits.startsWith('0')) ? width : 0, '0')}`
}

function firstFree(names: readonly string[], stem: string, from: number): string {
  const name = `${stem}${from}`
  return names.includes(name) ? firstFree(names, stem, from + 1) : name
}
