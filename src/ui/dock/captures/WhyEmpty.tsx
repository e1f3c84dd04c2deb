import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { selectTrace } from '../../../store/derived'
import type { Capture } from '../../../terminal/capture/capture-rows'
import { isSameTap, type Tap, tapKey } from '../../../terminal/capture/tap'
import type { SentPacket } from '../../../terminal/command'
import { type Proposal, type WhyEmpty as Why, whyTapsEmpty } from '../../../terminal/why-empty/why-empty'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { proposalText, whyEmptyText } from '../../../words/why-empty-text'
import { actions, useLab } from '../../lab'
import styles from './Captures.module.css'
import { filterProblemText } from './FilterField'

interface Props {
  readonly taps: readonly Tap[]
  readonly filter: string
  readonly seen: Capture
  readonly heard: readonly SentPacket[]
}

/** More of them would only be read past. */
const MAX_EXPLAINED = 3

/** Why there is nothing to see, with what would show it a click away; of some taps only, in one line each. */
export function WhyEmpty({ taps, filter, seen, heard }: Props) {
  const { t } = useTranslation()
  const hasProbe = useLab((state) => selectTrace(state) !== undefined)
  const isEmpty = seen.rows.length === 0
  const whys = useMemo(
    () => (heard.length === 0 ? [] : whyTapsEmpty(taps, filter, seen, heard.slice(-LAST_PINGS))),
    [taps, filter, seen, heard],
  )
  if (heard.length === 0) return <p className={styles.hint}>{t(hasProbe ? 'captures.cleared' : 'captures.waiting')}</p>
  // A tap that nothing passed by is empty for a good reason, as long as others are not.
  const shown = isEmpty ? whys : whys.filter(({ passed }) => passed > 0)
  if (shown.length === 0) return null
  return (
    <ul className={styles.why} data-all={isEmpty || undefined} aria-label={t('captures.why')}>
      {shown.slice(0, MAX_EXPLAINED).map((why) => (
        <Explained key={tapKey(why.tap)} why={why} heard={heard} />
      ))}
    </ul>
  )
}

/** What is compared with the filter: a reader asks about what was just sent. */
const LAST_PINGS = 20

function Explained({ why, heard }: { readonly why: Why; readonly heard: readonly SentPacket[] }) {
  const { t } = useTranslation()
  const { tap, reasons, proposals } = why
  const [first] = reasons
  const bad = first?.kind === 'bad-filter' ? filterProblemText(first.problem) : undefined
  const name = t('captures.tap', { host: hostName(tap.host), link: tap.link })
  return (
    <li>
      <p>
        <strong>{t('captures.emptyOn', { tap: name })}</strong>{' '}
        {bad ? t('captures.notOnLink', { tap: name, text: bad }) : whyEmptyText(why, heard).map(say).join(' ')}
      </p>
      {proposals.map((proposal) => (
        <p key={`${tapKey(proposal.tap)} ${proposal.expression}`} className={styles.proposal}>
          <button type="button" className={styles.suggestion} onClick={() => apply(why, proposal)}>
            {isSameTap(proposal.tap, tap)
              ? t('captures.useFilter', { filter: proposal.expression })
              : t('captures.addTap', { tap: `${hostName(proposal.tap.host)} ${proposal.tap.link}` })}
          </button>
          <span>{say(proposalText(why, proposal))}</span>
        </p>
      ))}
    </li>
  )
}

function apply({ expression }: Why, proposal: Proposal): void {
  if (proposal.expression !== expression) actions().showCaptures({ captureFilter: proposal.expression })
  actions().addTaps([proposal.tap])
}
