import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../engine/issue'
import type { LabDocument } from '../../../engine/lab/document'
import { renderSource } from '../../../io/render-source'
import { resourcePlace } from '../../../io/resource-place'
import { readDraft } from '../../../store/yaml-draft/read-draft'
import { type Remedy, remedyFor } from '../../../store/yaml-draft/remedies'
import { actions, useLabNow } from '../../lab'
import { CaretLine } from './CaretLine'
import { type Destination, Editor } from './Editor'
import { IssueList } from './IssueList'
import { useSelectionLink } from './use-selection-link'
import '../../../words/yaml-words'
import styles from './Yaml.module.css'

/** How long the typing rests before it is checked. */
const CHECK_DELAY_MS = 250

const NO_ISSUES: readonly Issue[] = []

function issuesIn(text: string): readonly Issue[] {
  const read = readDraft(actions().document, text)
  return read.ok ? read.value.report : read.error
}

/** What is wrong with the text, once the typing rests. */
function useIssues(draft: string | undefined): readonly Issue[] {
  const [issues, setIssues] = useState(NO_ISSUES)
  useEffect(() => {
    if (draft === undefined) return setIssues(NO_ISSUES)
    const timer = setTimeout(() => setIssues(issuesIn(draft)), CHECK_DELAY_MS)
    return () => clearTimeout(timer)
  }, [draft])
  return issues
}

/** Keeps what was typed, unless it is the lab's text again. */
function keepDraft(text: string, rendered: string): void {
  const startedFrom = actions().yamlDraft?.startedFrom ?? rendered
  actions().show({ yamlDraft: text === rendered ? undefined : { text, startedFrom } })
}

/** What was tried and is not the lab: why not, and what it most likely means. */
interface Refused {
  readonly issues: readonly Issue[]
  readonly remedy?: Remedy | undefined
}

const NOT_REFUSED: Refused = { issues: NO_ISSUES }

function adopt(document: LabDocument, source: string): void {
  actions().show({ yamlDraft: undefined })
  const { labId: id, labName } = actions()
  actions().openLab({ document, source, id, ...(labName !== undefined && { name: labName }) }, { key: 'edit.yaml' })
  actions().announce({ key: 'yaml.applied' })
}

function apply(text: string): Refused {
  const { document } = actions()
  const read = readDraft(document, text)
  if (!read.ok) return { issues: read.error, remedy: remedyFor(document, text) }
  adopt(read.value.document, read.value.source)
  return NOT_REFUSED
}

/** The lab's YAML, both ways: what the canvas does is written here, what is applied here is the lab. */
export function YamlPanel() {
  const document = useLabNow((state) => state.document)
  const baseSource = useLabNow((state) => state.baseSource)
  const draft = useLabNow((state) => state.yamlDraft)
  const rendered = useMemo(() => renderSource(baseSource, document), [baseSource, document])
  const text = draft?.text ?? rendered
  const found = useIssues(draft?.text)
  const [refused, setRefused] = useState(NOT_REFUSED)
  const [goTo, setGoTo] = useState<Destination>()
  const target = useLabNow((state) => state.yamlTarget)
  const shownText = useRef(text)
  shownText.current = text
  // A wish is followed once, in the text of its day.
  useEffect(() => {
    const source = target && resourcePlace(shownText.current, target.resource, target.path)
    if (source) setGoTo({ source, wholeLine: true })
    if (target) actions().show({ yamlTarget: undefined })
  }, [target])
  const issues = draft ? found : NO_ISSUES
  const link = useSelectionLink(text)
  const isRefused = draft !== undefined && refused.issues.length > 0
  const onApply = () => draft && setRefused(apply(draft.text))
  const onRemedy = ({ document: wanted }: Remedy) => {
    if (draft) adopt(wanted, draft.text)
    setRefused(NOT_REFUSED)
  }
  return (
    <div className={styles.panel}>
      <YamlBar
        edited={draft !== undefined}
        behind={draft !== undefined && draft.startedFrom !== rendered}
        onApply={onApply}
        onDiscard={() => {
          setRefused(NOT_REFUSED)
          actions().show({ yamlDraft: undefined })
        }}
      />
      <div className={styles.body}>
        <Editor
          text={text}
          issues={issues}
          goTo={goTo}
          lit={link.lit}
          onCaret={link.onCaret}
          onApply={onApply}
          onChange={(typed) => {
            setRefused(NOT_REFUSED)
            keepDraft(typed, rendered)
          }}
        />
        <IssueList
          issues={isRefused ? refused.issues : issues}
          refused={isRefused}
          remedy={isRefused ? refused.remedy : undefined}
          onRemedy={onRemedy}
          onGoTo={setGoTo}
        />
      </div>
      <CaretLine text={text} offset={link.caret} />
    </div>
  )
}

interface BarProps {
  readonly edited: boolean
  readonly behind: boolean
  readonly onApply: () => void
  readonly onDiscard: () => void
}

function YamlBar({ edited, behind, onApply, onDiscard }: BarProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar}>
      <p>
        {t(edited ? 'yaml.unapplied' : 'yaml.inStep')}
        {behind && <span className={styles.behind}> · {t('yaml.behind')}</span>}
      </p>
      {edited && (
        <>
          <button type="button" className={styles.quiet} onClick={onDiscard}>
            {t('yaml.discard')}
          </button>
          <button type="button" className={styles.apply} onClick={onApply}>
            {t('yaml.apply')}
          </button>
        </>
      )}
    </div>
  )
}
