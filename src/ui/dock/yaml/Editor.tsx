import { setDiagnostics } from '@codemirror/lint'
import { EditorSelection, type Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue, SourcePlace } from '../../../engine/issue'
import { changeBetween } from './change-between'
import { createEditor, fromOutside } from './create-editor'
import { diagnosticsOf, offsetOf } from './diagnostics'
import { type LitLines, setLit } from './lit-lines'
import styles from './Yaml.module.css'

/** Where the caret is to go. */
export interface Destination {
  readonly source?: SourcePlace
  /** The rest of the line is selected. */
  readonly wholeLine?: true
}

interface Props {
  readonly text: string
  readonly issues: readonly Issue[]
  /** Each new object is a new wish. */
  readonly goTo: Destination | undefined
  /** Where what is selected on the canvas is written; it is shown there unless somebody is at work in the editor. */
  readonly lit: LitLines | undefined
  readonly onChange: (text: string) => void
  readonly onApply: () => void
  readonly onCaret: (offset: number, byHand: boolean) => void
}

/** Where the text of the line begins. */
function lineStart(text: Text, offset: number): number {
  const { from, text: line } = text.lineAt(offset)
  return from + (/^[\s-]*/.exec(line)?.[0].length ?? 0)
}

/** A few lines from the top: what belongs together begins there. */
const SHOWN = { y: 'start', yMargin: 24 } as const

/** CodeMirror as a controlled component. */
export function Editor({ text, issues, goTo, lit, onChange, onApply, onCaret }: Props) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  // CodeMirror ends every line with \n; a text that came with \r\n is given back so.
  const isCrlf = text.includes('\r\n')
  const shown = text.replaceAll('\r\n', '\n')
  const onTyped = (typed: string) => onChange(isCrlf ? typed.replaceAll('\n', '\r\n') : typed)
  const handlers = useRef({ onTyped, onApply, onCaret })
  handlers.current = { onTyped, onApply, onCaret }
  const label = t('yaml.editor')

  useEffect(() => {
    if (!place.current) return
    const view = createEditor(place.current, label, {
      onChange: (typed) => handlers.current.onTyped(typed),
      onApply: () => handlers.current.onApply(),
      onCaret: (offset, byHand) => handlers.current.onCaret(offset, byHand),
    })
    editor.current = view
    return () => {
      view.destroy()
      editor.current = null
    }
  }, [label])

  useEffect(() => {
    const view = editor.current
    if (!view) return
    const change = changeBetween(view.state.doc.toString(), shown)
    if (change) view.dispatch({ changes: change, annotations: fromOutside.of(true) })
  }, [shown])

  useEffect(() => {
    const view = editor.current
    if (view) view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, issues)))
  }, [issues])

  const litFrom = lit?.from
  const litTo = lit?.to
  useEffect(() => {
    const view = editor.current
    if (!view) return
    const lines = litFrom === undefined || litTo === undefined ? undefined : { from: litFrom, to: litTo }
    const scroll =
      lines && !view.hasFocus ? [EditorView.scrollIntoView(Math.min(lines.from, view.state.doc.length), SHOWN)] : []
    view.dispatch({ effects: [setLit.of(lines), ...scroll] })
  }, [litFrom, litTo])

  useEffect(() => {
    const view = editor.current
    if (!view || !goTo?.source) return
    const offset = offsetOf(view.state.doc, goTo.source)
    view.dispatch({
      selection: goTo.wholeLine
        ? EditorSelection.range(lineStart(view.state.doc, offset), view.state.doc.lineAt(offset).to)
        : EditorSelection.cursor(offset),
      effects: EditorView.scrollIntoView(offset, { y: 'center' }),
    })
    view.focus()
  }, [goTo])

  return <div ref={place} className={styles.editor} />
}
