import { CircleCheck, CircleX } from 'lucide-react'
import { selectTrace } from '../../store/derived'
import { say } from '../../words/i18n'
import { verdictText } from '../../words/verdict'
import { useLab } from '../lab'
import styles from './Dock.module.css'

/** How the ping ends, in one line. */
export function Verdict() {
  const trace = useLab(selectTrace)
  const to = useLab((state) => state.probe?.to)
  if (!trace) return null
  const answered = trace.verdict.kind === 'answered'
  const Icon = answered ? CircleCheck : CircleX
  return (
    <p className={styles.verdict} data-answered={answered || undefined} role="status">
      <Icon size={15} aria-hidden />
      <span>{say(verdictText(trace, to))}</span>
    </p>
  )
}
