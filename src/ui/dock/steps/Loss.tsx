import type { Trace } from '../../../engine/trace/trace'
import { say } from '../../../words/i18n'
import { lossText } from '../../../words/loss-text'
import styles from './Steps.module.css'

/** Where and why the ping was lost, in plain words; nothing if it was not. */
export function Loss({ trace }: { readonly trace: Trace }) {
  const sentences = lossText(trace)
  if (sentences.length === 0) return null
  return (
    <div className={styles.loss}>
      {sentences.map((sentence) => (
        <p key={sentence.key}>{say(sentence)}</p>
      ))}
    </div>
  )
}
