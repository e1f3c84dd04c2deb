import { setDiagnostics } from '@codemirror/lint'
import { EditorSelection } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../engine/issue'
import { changeBetween } from './change-between'
import { createEditor, fromOutside } from './create-editor'
import { diagnosticsOf, offsetOf } from './diagnostics'
import styles from './Yaml.module.css'

interface Props {
  readonly text: string
  readonly issues: readonly Issue[]
  /** Where the caret is to go; each new object is a new wish. */
  readonly goTo: Issue | undefined
  readonly onChange: (text: string) => void
  readonly onApply: () => void
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
      selection: EditorSelection.cursor(offset),
      effects: EditorView.scrollIntoView(offset, { y: 'center' }),
    })
    view.focus()
  }, [goTo])

  return <div ref={place} className={styles.editor} />
}
