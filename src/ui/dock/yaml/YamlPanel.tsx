import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../engine/issue'
import { parseLab } from '../../../io/parse-lab'
import { renderSource } from '../../../io/render-source'
import { resourcePlace } from '../../../io/resource-place'
import { issueHint, issueMessage } from '../../../store/notice'
import { say } from '../../../words/i18n'
import { actions, useLabNow } from '../../lab'
import { CaretLine } from './CaretLine'
import { type Destination, Editor } from './Editor'
import { useSelectionLink } from './use-selection-link'
import '../../issue-words'
import '../../../words/yaml-words'
import styles from './Yaml.module.css'

/** How long the typing rests before it is checked. */
const CHECK_DELAY_MS = 250

const NO_ISSUES: readonly Issue[] = []

function issuesIn(text: string): readonly Issue[] {
  const parsed = parseLab(text)
  return parsed.ok ? parsed.value.report : parsed.error
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

function apply(text: string, setRefused: (issues: readonly Issue[]) => void): void {
  const parsed = parseLab(text)
  if (!parsed.ok) return setRefused(parsed.error)
  setRefused(NO_ISSUES)
  actions().show({ yamlDraft: undefined })
  const { document, source } = parsed.value
  const { labId: id, labName } = actions()
  actions().openLab({ document, source, id, ...(labName !== undefined && { name: labName }) }, { key: 'edit.yaml' })
  actions().announce({ key: 'yaml.applied' })
}

/** The lab's YAML, both ways: what the canvas does is written here, what is applied here is the lab. */
export function YamlPanel() {
  const document = useLabNow((state) => state.document)
  const baseSource = useLabNow((state) => state.baseSource)
  const draft = useLabNow((state) => state.yamlDraft)
  const rendered = useMemo(() => renderSource(baseSource, document), [baseSource, document])
  const text = draft?.text ?? rendered
  const found = useIssues(draft?.text)
  const [refused, setRefused] = useState(NO_ISSUES)
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
  const shown = draft && refused.length > 0 ? refused : issues
  const onApply = () => draft && apply(draft.text, setRefused)
  return (
    <div className={styles.panel}>
      <YamlBar
        edited={draft !== undefined}
        behind={draft !== undefined && draft.startedFrom !== rendered}
        onApply={onApply}
        onDiscard={() => {
          setRefused(NO_ISSUES)
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
            setRefused(NO_ISSUES)
            keepDraft(typed, rendered)
          }}
        />
        <IssueList issues={shown} refused={shown === refused} onGoTo={setGoTo} />
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

interface ListProps {
  readonly issues: readonly Issue[]
  readonly refused: boolean
  readonly onGoTo: (issue: Issue) => void
}

function IssueList({ issues, refused, onGoTo }: ListProps) {
  const { t } = useTranslation()
  if (issues.length === 0) return null
  const errors = issues.filter(({ severity }) => severity === 'error')
  return (
    <div className={styles.issues} data-errors={errors.length > 0 || undefined} role={refused ? 'alert' : undefined}>
      {refused && errors.length > 0 && <p>{t('yaml.refused', { count: errors.length })}</p>}
      <ul>
        {issues.map((issue) => (
          <li key={`${issue.code} ${issue.source?.line} ${issue.source?.column} ${JSON.stringify(issue.params)}`}>
            <button type="button" className={styles.place} onClick={() => onGoTo({ ...issue })}>
              {issue.source
                ? t('yaml.place', { line: issue.source.line, column: issue.source.column })
                : t('yaml.noPlace')}
            </button>{' '}
            {say(issueMessage(issue))} <span className={styles.issueHint}>{say(issueHint(issue))}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
