import { useTranslation } from 'react-i18next'
import { frameView } from '../../../playback/frame-view'
import { packetView } from '../../../playback/packet-view'
import { isShowable } from '../../../store/show-frame'
import type { CaptureRow } from '../../../terminal/capture/capture-rows'
import { decisionSteps } from '../../../terminal/capture/decision-steps'
import type { ReadFrame } from '../../../terminal/capture/read-frames'
import { hexLines } from '../../../terminal/tcpdump/print/hex-lines'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { Header } from '../../inspector/Header'
import { useLab } from '../../lab'
import styles from './Captures.module.css'
import { rowPlace, rowTime, type ShownRow } from './shown-row'

/** A frame's headers, what was decided about it, and its bytes. */
export function FrameDetails({ shown }: { readonly shown: ShownRow | undefined }) {
  const { t } = useTranslation()
  if (!shown) return <p className={styles.hint}>{t('captures.chooseRow')}</p>
  const direction = shown.kind === 'sent' ? shown.row.tapped.direction : shown.row.direction
  return (
    <article className={styles.frame}>
      <h3>
        {rowPlace(shown)} {direction && t(`captures.direction.${direction}`)} <span>{rowTime(shown)}</span>
      </h3>
      {shown.kind === 'sent' ? <SentFrame row={shown.row} /> : <FileFrame row={shown.row} />}
    </article>
  )
}

function SentFrame({ row }: { readonly row: CaptureRow }) {
  const { t } = useTranslation()
  const canShow = useLab((state) => isShowable(state, row))
  const { trace, step } = row.tapped
  const decided = decisionSteps(trace, step)
  const header =
    row.frame.link === 'cooked' ? frameView(row.frame.bytes, 'cooked') : packetView(trace, step.index).outermost
  return (
    <>
      {(decided.length > 0 ? decided : [step.index]).map((index) => (
        <p key={index}>{say(stepText(trace, index))}</p>
      ))}
      {!canShow && <p className={styles.hint}>{t('captures.olderLab')}</p>}
      {header && <Header header={header} />}
      <Hex bytes={row.frame.bytes} />
    </>
  )
}

function FileFrame({ row }: { readonly row: ReadFrame }) {
  const { t } = useTranslation()
  const { bytes, originalBytes, link, comment } = row
  const header = frameView(bytes, link ?? 'unknown')
  return (
    <>
      {comment?.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
      {bytes.length < originalBytes && (
        <p className={styles.hint}>{t('captures.cutTo', { count: bytes.length, size: originalBytes })}</p>
      )}
      {header && <Header header={header} />}
      <Hex bytes={bytes} />
    </>
  )
}

/** More bytes than this are no help to a reader. */
const MAX_SHOWN_BYTES = 2048

function Hex({ bytes }: { readonly bytes: Uint8Array }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <pre className={styles.hex} tabIndex={0}>
      {hexLines(bytes.subarray(0, MAX_SHOWN_BYTES), true).join('\n')}
    </pre>
  )
}
