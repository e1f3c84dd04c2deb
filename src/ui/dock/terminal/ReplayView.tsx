import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { comparable } from '../../../terminal/transcript/comparable'
import { outputDifference } from '../../../terminal/transcript/line-difference'
import type { ReplayedStep } from '../../../terminal/transcript/replay'
import { say } from '../../../words/i18n'
import { IconButton } from '../../controls/IconButton'
import { machineName } from './prompt'
import styles from './Replay.module.css'
import type { Replay } from './replay-file'
import { plainChunks } from './shown-chunks'

/** What came of a replay: its steps, each with the lines that differ. */
export function ReplayView({ replay, onClose }: { readonly replay: Replay; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <section className={styles.replay} aria-label={t('replay.title', { file: replay.file })}>
      <header className={styles.head}>
        <h3>{t('replay.title', { file: replay.file })}</h3>
        <IconButton icon={X} label={t('replay.close')} onClick={onClose} />
      </header>
      <p className={styles.summary}>
        <span role="status">{summary(replay)}</span>{' '}
        {replay.kind === 'over' && t(replay.ownLab ? 'replay.ownLab' : 'replay.thisLab')}
      </p>
      {replay.kind === 'refused' && <p role="alert">{refusal(replay)}</p>}
      {replay.kind === 'over' && (
        <ol className={styles.steps} aria-label={t('replay.steps')}>
          {replay.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list, which never changes
            <Step key={index} replayed={step} number={index + 1} />
          ))}
        </ol>
      )}
    </section>
  )
}

function summary(replay: Replay): string {
  if (replay.kind === 'refused') return ''
  if (replay.kind === 'running')
    return say({ key: 'replay.running', params: { step: replay.step, steps: replay.steps } })
  const steps = replay.steps.length
  const different = replay.steps.filter(({ isEqual }) => !isEqual).length
  if (different === 0) return say({ key: 'replay.allEqual', params: { count: steps } })
  return say({ key: 'replay.different', params: { count: different, steps } })
}

function refusal({ file, fault }: Extract<Replay, { readonly kind: 'refused' }>): string {
  const { kind, place, why } = fault
  const words = { key: `replay.fault.${kind}`, params: { why } }
  return say({ key: 'replay.bad', params: { file, line: place.line, column: place.column, words } })
}

function Step({ replayed, number }: { readonly replayed: ReplayedStep; readonly number: number }) {
  const { t } = useTranslation()
  const { step, isEqual } = replayed
  const Mark = isEqual ? Check : X
  return (
    <li>
      <details open={!isEqual}>
        <summary data-equal={isEqual}>
          <span className={styles.number}>{number}</span>
          <Mark size={15} aria-label={t(isEqual ? 'replay.equal' : 'replay.differs')} />
          <span className={styles.host}>{machineName(step.host)}</span>
          <code>{step.command}</code>
        </summary>
        <Difference replayed={replayed} />
      </details>
    </li>
  )
}

const SIGNS = { same: ' ', expected: '−', printed: '+' } as const

function Difference({ replayed }: { readonly replayed: ReplayedStep }) {
  const { t } = useTranslation()
  const { step, chunks, exitCode, missingHost } = replayed
  if (missingHost !== undefined) return <p className={styles.note}>{t('replay.missingHost', { host: missingHost })}</p>
  const lines = outputDifference(step.output, plainChunks(chunks), comparable)
  const isOtherCode = step.exitCode !== undefined && step.exitCode !== exitCode && step.running !== true
  return (
    <>
      <pre className={styles.lines}>
        {lines.map(({ kind, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the output
          <span key={index} data-kind={kind}>
            <span aria-hidden>{SIGNS[kind]} </span>
            {kind !== 'same' && <span className={styles.spoken}>{t(`replay.${kind}`)}: </span>}
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
      {isOtherCode && (
        <p className={styles.note}>{t('replay.exitCodes', { expected: step.exitCode, printed: exitCode })}</p>
      )}
    </>
  )
}
