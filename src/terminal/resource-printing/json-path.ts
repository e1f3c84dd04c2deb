/**
 * Kubernetes' JSONPath, as far as people use it: fields, indices, slices, wildcards, filters, `..`, `range … end` and
 * text. Source: k8s.io/client-go/util/jsonpath.
 */
import { isJsonObject, type Json } from '../../engine/manifest'
import { fail, ok, type Result } from '../../engine/result'
import { compactJson } from './go-json'

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep'; readonly name: string }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: 'index'; readonly at: number }
  | { readonly kind: 'filter'; readonly path: readonly Step[]; readonly operator?: string; readonly value?: Json }

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] }

/** What `template` makes of `root`. A field that is not there is nothing, as kubectl has it. */
export function jsonPath(template: string, root: Json): Result<string, string> {
  const parts = parseTemplate(template)
  return parts.ok ? ok(render(parts.value, root, root)) : parts
}

/** The values at a path such as `.metadata.name` or `{.status.podIPs[*].ip}`. */
export function valuesAt(path: string, root: Json): Result<readonly Json[], string> {
  const inner = path.replace(/^\{(.*)\}$/, '$1').replace(/^([^.[$@])/, '.$1')
  const steps = parsePath(inner)
  return steps ? ok(walk(steps, root)) : fail(`unexpected path string, expected a 'name1.name2' or '.name1.name2'`)
}

const render = (parts: readonly Part[], root: Json, current: Json): string =>
  parts.map((part) => partText(part, root, current)).join('')

function partText(part: Part, root: Json, current: Json): string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'path':
      return walk(part.steps, current).map(shown).join(' ')
    case 'range':
      return walk(part.steps, current)
        .map((item) => render(part.body, root, item))
        .join('')
  }
}

const shown = (value: Json): string =>
  typeof value === 'string'
    ? value
    : value === null
      ? ''
      : typeof value === 'object'
        ? compactJson(value)
        : String(value)

function parseTemplate(template: string): Result<readonly Part[], string> {
  const tokens = template.match(/\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^{}"'])*\}|[^{]+|\{/g) ?? []
  const stack: { steps: readonly Step[]; body: Part[] }[] = [{ steps: [], body: [] }]
  for (const token of tokens) {
    const top = stack.at(-1)
    if (token === '{') return fail('unclosed action')
    if (!token.startsWith('{')) {
      top?.body.push({ kind: 'text', text: token })
      continue
    }
    const inner = token.slice(1, -1).trim()
    const quoted = /^(["'])(.*)\1$/s.exec(inner)
    if (inner === 'end') {
      const done = stack.length > 1 ? stack.pop() : undefined
      if (!done) return fail('not in range, nothing to end')
      stack.at(-1)?.body.push({ kind: 'range', steps: done.steps, body: done.body })
    } else if (/^range\s/.test(inner)) {
      const steps = parsePath(inner.slice(6).trim())
      if (!steps) return fail(`unrecognized character in action: ${inner}`)
      stack.push({ steps, body: [] })
    } else if (quoted) {
      top?.body.push({ kind: 'text', text: unescaped(quoted[2] ?? '') })
    } else {
      const steps = parsePath(inner)
      if (!steps) return fail(`unrecognized identifier ${inner}`)
      top?.body.push({ kind: 'path', steps })
    }
  }
  return stack.length === 1 ? ok(stack[0]?.body ?? []) : fail('unterminated range')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)

const DEEP = /^\.\.([\w-]+|\*)/
const FIELD = /^\.((?:[^.[\]\\\s]|\\.)+)/
const BRACKET = /^\[((?:[^[\]"']|"[^"]*"|'[^']*'|\[[^\]]*\])*)\]/

function parsePath(text: string): readonly Step[] | undefined {
  let rest = text.replace(/^[$@]/, '')
  const steps: Step[] = []
  while (rest !== '' && rest !== '.') {
    const deep = DEEP.exec(rest)
    const field = deep ? null : FIELD.exec(rest)
    const bracket = deep || field ? null : BRACKET.exec(rest)
    const inner = bracket && parseBracket((bracket[1] ?? '').trim())
    if (deep) steps.push({ kind: 'deep', name: deep[1] ?? '' })
    else if (field) steps.push(fieldStep((field[1] ?? '').replace(/\\(.)/g, '$1')))
    else if (inner) steps.push(inner)
    else return undefined
    rest = rest.slice((deep ?? field ?? bracket)?.[0].length)
  }
  return steps
}

const fieldStep = (name: string): Step => (name === '*' ? { kind: 'all' } : { kind: 'field', name })

function parseBracket(text: string): Step | undefined {
  if (text === '*') return { kind: 'all' }
  const name = /^(["'])(.*)\1$/.exec(text)
  if (name) return { kind: 'field', name: name[2] ?? '' }
  if (/^-?\d+$/.test(text)) return { kind: 'index', at: Number(text) }
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(text)
  if (slice) {
    const [, from = '', to = '', step = '1'] = slice
    return { kind: 'slice', ...(from && { from: Number(from) }), ...(to && { to: Number(to) }), step: Number(step) }
  }
  const filter = /^\?\(\s*(@[^=!<>\s]*)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?))?\s*\)$/.exec(text)
  if (!filter) return undefined
  const path = parsePath(filter[1] ?? '')
  if (!path) return undefined
  return { kind: 'filter', path, ...(filter[2] && { operator: filter[2], value: literal(filter[3] ?? '') }) }
}

function literal(text: string): Json {
  const quoted = /^(["'])(.*)\1$/.exec(text)
  if (quoted) return unescaped(quoted[2] ?? '')
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.isNaN(Number(text)) ? text : Number(text)
}

const walk = (steps: readonly Step[], value: Json): readonly Json[] =>
  steps.reduce<readonly Json[]>((found, step) => found.flatMap((item) => follow(step, item)), [value])

const children = (value: Json): readonly Json[] =>
  Array.isArray(value)
    ? value
    : isJsonObject(value)
      ? Object.keys(value)
          .sort()
          .map((key) => value[key] ?? null)
      : []

function follow(step: Step, value: Json): readonly Json[] {
  const items: readonly Json[] = Array.isArray(value) ? value : []
  switch (step.kind) {
    case 'field': {
      const member = isJsonObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined
      return member === undefined ? [] : [member]
    }
    case 'all':
      return children(value)
    case 'deep':
      return deep(step.name, value)
    case 'index': {
      const item = items.at(step.at)
      return item === undefined ? [] : [item]
    }
    case 'slice':
      return items.slice(step.from, step.to).filter((_, index) => index % step.step === 0)
    case 'filter':
      return items.filter((item) => holds(step, item))
  }
}

function deep(name: string, value: Json): readonly Json[] {
  const here = name === '*' ? children(value) : follow({ kind: 'field', name }, value)
  return [...here, ...children(value).flatMap((child) => deep(name, child))]
}

function holds({ path, operator, value }: Extract<Step, { kind: 'filter' }>, item: Json): boolean {
  const [found] = walk(path, item)
  if (found === undefined) return false
  if (operator === undefined || value === undefined) return true
  switch (operator) {
    case '==':
      return found === value
    case '!=':
      return found !== value
    default:
      return compares(found, operator, value)
  }
}

function compares(a: Json, operator: string, b: Json): boolean {
  if (a === null || b === null) return false
  if (operator === '<') return a < b
  if (operator === '>') return a > b
  return operator === '<=' ? a <= b : a >= b
}
