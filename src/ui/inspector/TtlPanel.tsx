import { useTranslation } from 'react-i18next'
import { type TtlEntry, type TtlLedger, ttlLedger } from '../../playback/ttl-ledger'
import { hostName } from '../../words/host-name'
import { actions } from '../lab'
import type { CurrentMoment } from '../use-moment'
import styles from './Ledgers.module.css'
import './frame/frame-words'

/** Every change of the TTL on the packet's way, and the sum that it makes. */
export function TtlPanel({ timeline, moment }: CurrentMoment) {
  const { t } = useTranslation()
  const { trace, moments } = timeline
  const ledger = ttlLedger(trace, moment.packet)
  const kind = trace.packets[moment.packet]?.kind ?? 'request'
  if (!ledger) return null
  const momentOf = (step: number) => moments.find(({ steps }) => steps.includes(step))?.index
  return (
    <div className={styles.ledger}>
      <h3>{t('frame.ttl.title', { kind: t(`packet.${kind}`) })}</h3>
      <p className={styles.sum}>{sumOf(ledger)}</p>
      {ledger.outer.length > 0 && <p>{t('frame.ttl.outer', { hosts: names(ledger.outer) })}</p>}
      <ol className={styles.entries}>
        {ledger.entries.map((entry) => {
          const at = momentOf(entry.step)
          return (
            <li key={`${entry.step} ${entry.kind}`}>
              <button
                type="button"
                data-kind={entry.kind}
                aria-current={at === moment.index ? 'step' : undefined}
                onClick={() => at !== undefined && actions().goToMoment(at)}
              >
                <b>{hostName(entry.host)}</b> {wordsOf(entry)}
                <span className={styles.layers} aria-hidden>
                  {entry.layers.slice(0, -1).map((ttl) => (
                    <span key="outer" data-outer>
                      {ttl}
                    </span>
                  ))}
                  <span>{entry.layers.at(-1)}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )

  function sumOf({ start, end, own }: TtlLedger): string {
    if (own.length === 0) return t('frame.ttl.sumNone', { start })
    const said = { start, end, own: own.length, hosts: names(own) }
    return t(own.length === 1 ? 'frame.ttl.sumOne' : 'frame.ttl.sum', said)
  }

  function wordsOf({ kind: change, from = 0, to, layers }: TtlEntry): string {
    const inner = layers.at(-1) ?? 0
    const key = change === 'wrapped' && to === inner ? 'wrapped_copied' : change
    return t(`frame.ttl.entry.${key}`, { from, to, inner })
  }
}

const names = (hosts: readonly string[]): string => hosts.map(hostName).join(', ')
