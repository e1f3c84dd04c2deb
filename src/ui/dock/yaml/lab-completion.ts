import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  type Completion as Option,
  snippet,
  startCompletion,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { type Completion, completionsAt } from '../../../io/draft/completions'
import { say } from '../../../words/i18n'
import { fieldCard, typeLine } from './field-card'

/** CodeMirror's words for what an option is; they are classes of its icon, which is not shown. */
const TYPES = { field: 'property', value: 'enum', name: 'variable', resource: 'class' } as const

/**
 * Completion by the lab's own schema. The libraries for JSON Schema in CodeMirror take a text for one document of one
 * schema; a lab is many, each with the schema of its kind.
 */
export const labCompletion = () =>
  autocompletion({ override: [source], icons: false, maxRenderedOptions: 60, activateOnTypingDelay: 60 })

function source({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = completionsAt(state.doc.toString(), pos)
  if (!found || (!explicit && found.from === pos)) return null
  return {
    from: found.from,
    to: found.to,
    options: found.options.map((each, index) => optionOf(each, index)),
    validFor: /^[^\s,{}[\]"']*$/,
  }
}

/** In the order given, as far as they match what is typed equally well. */
function optionOf(completion: Completion, index: number): Option {
  const { label, kind, field, insert, isSnippet, goesOn } = completion
  return {
    label,
    type: TYPES[kind],
    boost: Math.max(-99, -index),
    detail: detailOf(completion),
    ...(field && { info: () => fieldCard(field) }),
    apply: (view: EditorView, option: Option, from: number, to: number) => {
      if (isSnippet) return snippet(insert)(view, option, from, to)
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
        userEvent: 'input.complete',
      })
      if (goesOn) startCompletion(view)
    },
  }
}

function detailOf({ kind, field }: Completion): string {
  if (kind === 'resource') return say({ key: 'yamlEditor.newResource' })
  if (kind === 'name') return say({ key: 'yamlEditor.inLab' })
  return kind === 'field' && field ? typeLine(field) : ''
}
