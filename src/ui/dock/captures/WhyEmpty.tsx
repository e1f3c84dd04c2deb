import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../../store/derived'
import type { Capture } from '../../../terminal/capture/capture-rows'
import { isSameTap, type Tap, tapKey } from '../../../terminal/capture/tap'
import type { SentPacket } from '../../../terminal/command'
import { type Proposal, type WhyTapsEmpty, whyTapsEmpty } from '../../../terminal/why-empty/why-empty'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import pill from '../../controls/pill.module.css'
import { actions, useLab } from '../../lab'
import shared from './Captures.module.css'
import { filterProblemText } from './FilterField'
import styles from './WhyEmpty.module.css'
import { whyText } from './why-text'

interface Props {
  readonly taps: readonly Tap[]
  readonly filter: string
  readonly seen: Capture
  readonly heard: readonly SentPacket[]
}

/** More of them would only be read past; beside frames there is room for one. */
const MAX_EXPLAINED = 3

/** What is compared with the filter: a reader asks about what was just sent. */
const LAST_PACKETS = 20

/** Why there is nothing to see, with what would show it a click away. */
export function WhyEmpty({ taps, filter, seen, heard }: Props) {
  const { t } = useTranslation()
  const hasProbe = useLab((state) => selectTrace(state) !== undefined)
  const isEmpty = seen.rows.length === 0
  const whys = useMemo(
    () => (heard.length === 0 ? [] : whyTapsEmpty(taps, filter, seen, heard.slice(-LAST_PACKETS))),
    [taps, filter, seen, heard],
  )
  if (heard.length === 0) return <p className={shared.hint}>{t(hasProbe ? 'captures.cleared' : 'captures.waiting')}</p>
  // A tap that nothing passed by is empty for a good reason, as long as others are not.
  const shown = isEmpty ? whys.slice(0, MAX_EXPLAINED) : whys.filter(({ passed }) => passed > 0).slice(0, 1)
  if (shown.length === 0) return null
  return (
    <ul className={styles.why} data-all={isEmpty || undefined} aria-label={t('captures.why')}>
      {shown.map((why) => (
        <Explained key={why.taps.map(tapKey).join()} why={why} heard={heard} isBrief={!isEmpty} />
      ))}
    </ul>
  )
}

const tapName = ({ host, link }: Tap): string => `${hostName(host)} ${link}`

interface ExplainedProps {
  readonly why: WhyTapsEmpty
  readonly heard: readonly SentPacket[]
  readonly isBrief: boolean
}

function Explained({ why, heard, isBrief }: ExplainedProps) {
  const { t } = useTranslation()
  const { taps, reasons, proposals } = why
  const [first] = reasons
  const bad = first?.kind === 'bad-filter' ? filterProblemText(first.problem) : undefined
  const name = taps.map(tapName).join(', ')
  const offered = isBrief ? proposals.filter(({ tap }) => isSameTap(tap, why.tap)) : proposals
  return (
    <li>
      <p>
        <strong>{t('captures.emptyOn', { tap: name })}</strong>{' '}
        {bad ? t('captures.notOnLink', { tap: name, text: bad }) : whyText(why, heard).map(say).join(' ')}
      </p>
      {offered.map((proposal) => (
        <div key={`${tapKey(proposal.tap)} ${proposal.expression}`} className={styles.proposal}>
          <ProposalButton why={why} proposal={proposal} />
          {t('captures.wouldShow', { count: proposal.matches })}
        </div>
      ))}
    </li>
  )
}

function ProposalButton({ why, proposal }: { readonly why: WhyTapsEmpty; readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const { tap, expression: filter } = proposal
  const changesFilter = filter !== why.expression
  const words = isSameTap(tap, why.tap)
    ? t(filter === '' ? 'captures.noFilter' : 'captures.useFilter', { filter })
    : t(changesFilter ? 'captures.addTapBare' : 'captures.addTap', { tap: tapName(tap) })
  const apply = () => {
    if (changesFilter) actions().showCaptures({ captureFilter: filter })
    actions().addTaps([tap])
  }
  return (
    <button type="button" className={pill.pill} onClick={apply}>
      {words}
    </button>
  )
}
