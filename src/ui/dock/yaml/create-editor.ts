import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import { Annotation, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import { fieldHover } from './field-hover'
import { labCompletion } from './lab-completion'
import { litLines } from './lit-lines'

/** Marks a change that was not typed here. */
export const fromOutside = Annotation.define<boolean>()

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--sel)' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--dim)' },
])

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--sel-soft)',
  },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--dim)', border: 'none' },
  // Seen through, so that what is selected on it is seen too.
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'rgb(128 136 150 / 9%)' },
  '.cm-lit': {
    boxShadow: 'inset 3px 0 0 var(--sel)',
    backgroundColor: 'color-mix(in srgb, var(--sel-soft) 55%, transparent)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '12px', maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '14px',
    justifyContent: 'space-between',
    padding: '2px 9px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--sel) !important',
    color: 'var(--on-sel) !important',
  },
  '.cm-completionLabel': { flex: 'none' },
  '.cm-completionDetail': {
    marginLeft: '0',
    fontStyle: 'normal',
    color: 'var(--dim)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '0', maxWidth: '400px' },
  '.cm-snippetField': { backgroundColor: 'var(--ipip-soft)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    maxWidth: 'min(480px, 94vw)',
    borderRadius: '7px',
  },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--bg)', color: 'var(--dim)', border: '1px solid var(--line)' },
})

interface Handlers {
  readonly onChange: (text: string) => void
  readonly onApply: () => void
  /** `byHand`: the person put it there; else what is typed or done elsewhere moved it. */
  readonly onCaret: (offset: number, byHand: boolean) => void
}

/** An editor for YAML that says what is typed, and asks to apply it on Ctrl+Enter or Ctrl+S. */
export function createEditor(parent: HTMLElement, label: string, { onChange, onApply, onCaret }: Handlers): EditorView {
  const run = (): boolean => {
    onApply()
    return true
  }
  return new EditorView({
    parent,
    extensions: [
      basicSetup,
      yaml(),
      lintGutter(),
      labCompletion(),
      fieldHover(),
      litLines,
      theme,
      Prec.highest(syntaxHighlighting(colours)),
      Prec.highest(
        keymap.of([
          { key: 'Mod-Enter', preventDefault: true, run },
          { key: 'Mod-s', preventDefault: true, run },
        ]),
      ),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
        const typed = transactions.some((each) => each.docChanged && !each.annotation(fromOutside))
        if (docChanged && typed) onChange(state.doc.toString())
        if (docChanged || selectionSet) {
          const byHand = !docChanged && transactions.some((each) => each.isUserEvent('select'))
          onCaret(state.selection.main.head, byHand)
        }
      }),
    ],
  })
}
