import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type EqualPath, equalPaths } from '../../analysis/ecmp/equal-paths'
import type { Trace } from '../../engine/trace/trace'
import { selectFabric } from '../../store/derived'
import { hostName } from '../../words/host-name'
import { say } from '../../words/i18n'
import { pingText } from '../../words/matrix-text'
import { LookTag } from '../dock/steps/LookTag'
import { useLab } from '../lab'
import styles from './EqualPathList.module.css'
import '../dock/matrix/matrix-words'
import './why-words'

const hasChoice = ({ steps }: Trace): boolean => steps.some(({ event }) => 'lookup' in event && event.lookup.hash)

/** Where routes on the ping's way have several equal next hops: all the ways it might have taken, and how likely each is. */
export function EqualPathList({ trace }: { readonly trace: Trace }) {
  const from = useLab(({ probe }) => probe?.from)
  const to = useLab(({ probe }) => probe?.to)
  if (from === undefined || to === undefined || !hasChoice(trace)) return null
  return <Paths from={from} to={to} />
}

const percent = (probability: number): string =>
  (probability * 100).toLocaleString('en', { maximumSignificantDigits: 3 })

function Paths({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useTranslation()
  const fabric = useLab(selectFabric)
  const found = useMemo(
    () => ([from, to].every((host) => fabric.namespaces.has(host)) ? equalPaths(fabric, from, to) : undefined),
    [fabric, from, to],
  )
  if (!found || found.paths.length < 2) return null
  return (
    <section className={styles.paths} aria-label={t('why.equal.title')}>
      <h3>{t('why.equal.title')}</h3>
      <p>{t('why.equal.said')}</p>
      <ol aria-label={t('why.equal.list')}>
        {found.paths.map((path) => (
          <PathItem key={`${path.there.join(' ')} ${path.back.join(' ')} ${path.probability}`} path={path} />
        ))}
      </ol>
      {found.unfollowed > 0 && <p>{t('why.equal.unfollowed', { percent: percent(found.unfollowed) })}</p>}
    </section>
  )
}

/** How it would look on the picture. */
const lookOf = ({ outcome }: EqualPath) => (outcome.kind === 'lost' ? 'lost' : outcome.there.carriage)

function PathItem({ path }: { readonly path: EqualPath }) {
  const { t } = useTranslation()
  const { probability, there, back, outcome, isTaken } = path
  const names = (hosts: readonly string[]) => hosts.map(hostName).join(' → ')
  return (
    <li className={styles.path} data-taken={isTaken || undefined}>
      <span className={styles.share}>
        <b>{t('why.equal.share', { percent: percent(probability) })}</b>
        <span className={styles.bar} data-look={lookOf(path)} style={{ width: `${probability * 100}%` }} aria-hidden />
      </span>
      <span className={styles.ways}>
        <span>{names(there)}</span>
        {back.length > 0 && back.join() !== there.toReversed().join() && <span>{names(back)}</span>}
        <span className={styles.outcome}>
          {say(pingText(outcome))}
          {isTaken && ` · ${t('why.equal.own')}`}
        </span>
      </span>
      <LookTag look={lookOf(path)} />
    </li>
  )
}
