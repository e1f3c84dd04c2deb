import { useTranslation } from 'react-i18next'
import type { DissectedLink } from '../../../engine/wire/dissect'
import { frameView } from '../../../playback/frame-view'
import { type PacketView, packetView } from '../../../playback/packet-view'
import { isShowable } from '../../../store/show-frame'
import type { CaptureRow } from '../../../terminal/capture/capture-rows'
import { decisionSteps, stepsAfter } from '../../../terminal/capture/decision-steps'
import type { ReadFrame } from '../../../terminal/capture/read-frames'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { Frame } from '../../inspector/frame/Frame'
import { useLab } from '../../lab'
import shared from './Captures.module.css'
import styles from './FrameDetails.module.css'
import { rowKey, rowPlace, rowTime, type ShownRow } from './shown-row'

/** A frame's headers, what was decided about it, and its bytes. */
export function FrameDetails({ shown }: { readonly shown: ShownRow | undefined }) {
  const { t } = useTranslation()
  if (!shown) return <p className={shared.hint}>{t('captures.chooseRow')}</p>
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
  const own = decisionSteps(trace, step)
  const decided = own.length > 0 ? own : stepsAfter(trace, step)
  const view = row.frame.link === 'cooked' ? bareView(row.frame.bytes, 'cooked') : packetView(trace, step.index)
  return (
    <>
      {(decided.length > 0 ? decided : [step.index]).map((index) => (
        <p key={index}>{say(stepText(trace, index))}</p>
      ))}
      {!canShow && <p className={shared.hint}>{t('captures.olderLab')}</p>}
      <Frame key={rowKey({ kind: 'sent', row })} view={view} />
    </>
  )
}

function FileFrame({ row }: { readonly row: ReadFrame }) {
  const { t } = useTranslation()
  const { bytes, originalBytes, link, comment } = row
  return (
    <>
      {comment?.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
      {bytes.length < originalBytes && (
        <p className={shared.hint}>{t('captures.cutTo', { count: bytes.length, size: originalBytes })}</p>
      )}
      <Frame key={row.index} view={bareView(bytes.subarray(0, MAX_SHOWN_BYTES), link ?? 'unknown')} />
    </>
  )
}

/** More bytes than this are no help to a reader. */
const MAX_SHOWN_BYTES = 2048

/** The frame by itself: there is none before it to compare it with. */
function bareView(bytes: Uint8Array, link: DissectedLink): PacketView {
  const outermost = frameView(bytes, link)
  return { bytes, removed: [], ...(outermost && { outermost }) }
}
