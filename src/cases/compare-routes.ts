import type { Difference } from './compare-case'

type JsonRoute = Readonly<Record<string, unknown>>

/** JSON with sorted keys, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${key}: ${canonical(item)}`).join(', ')}}`
}

/** Equal-cost next hops have no order. */
function routeKey(route: JsonRoute): string {
  const { nexthops } = route
  return canonical(Array.isArray(nexthops) ? { ...route, nexthops: nexthops.map(canonical).toSorted() } : route)
}

/** The tables as sets: a line for each route that only one of them has, paired by destination where it is in both. */
export function routeDifferences(
  host: string,
  expected: readonly JsonRoute[],
  got: readonly JsonRoute[],
): Difference[] {
  const missing = withoutThoseIn(expected, got)
  const extra = withoutThoseIn(got, expected)
  const pairs = missing.map((route) => ({ route, instead: extra.find(({ dst }) => dst === route.dst) }))
  const paired = new Set(pairs.map(({ instead }) => instead))
  const text = (route: JsonRoute | undefined): string => (route ? routeKey(route) : 'nothing')
  return [
    ...pairs.map(({ route, instead }) => ({
      host,
      what: `route ${route.dst}`,
      expected: text(route),
      got: text(instead),
    })),
    ...extra
      .filter((route) => !paired.has(route))
      .map((route) => ({ host, what: `route ${route.dst}`, expected: 'nothing', got: text(route) })),
  ]
}

function withoutThoseIn(routes: readonly JsonRoute[], others: readonly JsonRoute[]): JsonRoute[] {
  const keys = new Set(others.map(routeKey))
  return routes.filter((route) => !keys.has(routeKey(route)))
}
