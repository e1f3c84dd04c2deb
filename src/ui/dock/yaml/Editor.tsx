import { setDiagnostics } from '@codemirror/lint'
import { EditorSelection, type Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue, SourcePlace } from '../../../engine/issue'
import { changeBetween } from './change-between'
import { createEditor, fromOutside } from './create-editor'
import { diagnosticsOf, offsetOf } from './diagnostics'
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
  readonly onChange: (text: string) => void
  readonly onApply: () => void
}

/** Where the text of the line begins. */
function lineStart(text: Text, offset: number): number {
  const { from, text: line } = text.lineAt(offset)
  return from + (/^[\s-]*/.exec(line)?.[0].length ?? 0)
}

/** CodeMirror as a controlled component. */
export function Editor({ text, issues, goTo, onChange, onApply }: Props) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  // CodeMirror ends every line with \n; a text that came with \r\n is given back so.
  const isCrlf = text.includes('\r\n')
  const shown = text.replaceAll('\r\n', '\n')
  const onTyped = (typed: string) => onChange(isCrlf ? typed.replaceAll('\n', '\r\n') : typed)
  const handlers = useRef({ onTyped, onApply })
  handlers.current = { onTyped, onApply }
  const label = t('yaml.editor')

  useEffect(() => {
    if (!place.current) return
    const view = createEditor(place.current, label, {
      onChange: (typed) => handlers.current.onTyped(typed),
      onApply: () => handlers.current.onApply(),
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
