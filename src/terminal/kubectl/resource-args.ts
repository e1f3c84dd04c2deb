import { fail, ok, type Result } from '../../engine/result'
import { type KubeKind, kindNamed, UNMODELLED_RESOURCES } from './kind'

export interface ResourceArgument {
  readonly kind: KubeKind
  /** Absent: all of the kind. */
  readonly name?: string
}

export type ArgumentProblem =
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'not-modelled'; readonly resource: string }

/** `TYPE`, `TYPE NAME…`, `TYPE,TYPE` or `TYPE/NAME …`: k8s.io/cli-runtime/pkg/resource/builder.go. */
export function resourceArguments(words: readonly string[]): Result<readonly ResourceArgument[], ArgumentProblem> {
  if (words.some((word) => word.includes('/'))) return slashed(words)
  const [types = '', ...names] = words
  const found: ResourceArgument[] = []
  for (const word of expanded(types)) {
    const kind = readKind(word)
    if (!kind.ok) return kind
    found.push(...(names.length > 0 ? names.map((name) => ({ kind: kind.value, name })) : [{ kind: kind.value }]))
  }
  return ok(found)
}

/** `all` is what runs: of that the lab has pods. */
const expanded = (types: string): readonly string[] =>
  types.split(',').flatMap((word) => (word === 'all' ? ['pods'] : [word]))

const MIXED =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'"

function slashed(words: readonly string[]): Result<readonly ResourceArgument[], ArgumentProblem> {
  const found: ResourceArgument[] = []
  for (const word of words) {
    const [type = '', name = '', ...more] = word.split('/')
    if (!word.includes('/')) return fail({ kind: 'error', text: MIXED })
    if (more.length > 0 || type === '' || name === '') {
      const text = 'arguments in resource/name form may not have more than one slash'
      const single = 'arguments in resource/name form must have a single resource and name'
      return fail({ kind: 'error', text: more.length > 0 ? text : single })
    }
    const kind = readKind(type)
    if (!kind.ok) return kind
    found.push({ kind: kind.value, name })
  }
  return ok(found)
}

function readKind(word: string): Result<KubeKind, ArgumentProblem> {
  const kind = kindNamed(word)
  if (kind) return ok(kind)
  if (UNMODELLED_RESOURCES.has(word.toLowerCase().split('.')[0] ?? '')) {
    return fail({ kind: 'not-modelled', resource: word })
  }
  return fail({ kind: 'error', text: `the server doesn't have a resource type "${word}"` })
}
