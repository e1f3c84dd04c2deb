import { useTranslation } from 'react-i18next'
import type { LookupCandidate, LookupEvidence } from '../../engine/linux/lookup-evidence'
import type { NextHop } from '../../engine/linux/route'
import { formatIpv4 } from '../../engine/net/ipv4'
import type { Evidence } from '../../playback/evidence'
import { hostName } from '../../words/host-name'
import { destinationLine, routeLine } from '../../words/route-text'
import { Bits } from './Bits'
import styles from './Why.module.css'

const wayLine = ({ gateway, dev }: NextHop): string =>
  [...(gateway === undefined ? [] : [`via ${formatIpv4(gateway)}`]), ...(dev === undefined ? [] : [`dev ${dev}`])].join(
    ' ',
  )

/** A lookup, bit by bit: the destination, the line that won, and the others with why each lost. */
export function LookupTable({ host, of, lookup, chosen, alternatives, hash }: Extract<Evidence, { kind: 'lookup' }>) {
  const { t } = useTranslation()
  const { candidates, destination, omitted } = lookup
  const address = formatIpv4(destination)
  const winner = candidates.find(({ rank }) => rank === 'wins')
  const names = { host: hostName(host), destination: address }
  return (
    <div className={styles.part}>
      <h3>{t(`why.${of}`, names)}</h3>
      {!winner && <p>{t(candidates.length > 0 ? 'why.none' : 'why.empty')}</p>}
      <ol className={styles.lines} aria-label={t(winner ? 'why.candidates' : 'why.misses', names)}>
        <li className={styles.line} data-asked>
          <code>{address}</code>
          <Bits address={destination} length={32} lit={winner?.equalBits ?? 0} />
          <span className={styles.reason}>{t('why.destination')}</span>
        </li>
        {candidates.map((candidate) => (
          <li
            key={`${candidate.table} ${routeLine(candidate.route)} ${candidate.route.metric}`}
            className={styles.line}
            data-rank={candidate.rank}
          >
            <code>{candidate === winner ? routeLine(candidate.route, chosen) : destinationLine(candidate.route)}</code>
            <Bits
              address={candidate.route.destination.address}
              length={candidate.route.destination.length}
              equal={candidate.equalBits}
            />
            <span className={styles.reason}>{reasonOf(candidate)}</span>
          </li>
        ))}
      </ol>
      {alternatives && chosen && (
        <p data-verdict>
          {t('why.ecmp', {
            count: alternatives.length + 1,
            chosen: wayLine(chosen),
            others: alternatives.map(wayLine).join(', '),
          })}{' '}
          {hash && hashText(hash, alternatives.length + 1)}
        </p>
      )}
      {omitted > 0 && winner && <p className={styles.omitted}>{t('why.omitted', { count: omitted })}</p>}
    </div>
  )

  function hashText({ source, place }: NonNullable<typeof hash>, count: number): string {
    const said = { destination: address, count, place: place + 1 }
    return source === undefined ? t('why.hashAlone', said) : t('why.hash', { ...said, source: formatIpv4(source) })
  }

  function reasonOf(candidate: LookupCandidate): string {
    const { rank, route, equalBits: equal } = candidate
    const { length } = route.destination
    if (rank === 'wins') return winnerReason(candidate)
    if (rank === 'no-match') return t('why.rank.no-match', { bit: equal + 1, length })
    const best = winner?.route
    return t(`why.rank.${rank}`, {
      length,
      winner: best?.destination.length ?? 0,
      metric: route.metric,
      winnerMetric: best?.metric ?? 0,
    })
  }

  function winnerReason({ table, route }: LookupEvidence['candidates'][number]): string {
    const { length } = route.destination
    if (table === 'local') return t('why.rank.wins_local')
    const won = length === 0 ? t('why.rank.wins_default') : t('why.rank.wins', { length })
    return route.type === 'blackhole' ? `${won} ${t('why.blackhole')}` : won
  }
}
