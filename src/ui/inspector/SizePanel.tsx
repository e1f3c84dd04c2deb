import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MtuEntry, mtuLedger } from '../../playback/mtu-ledger'
import { selectFabric } from '../../store/derived'
import { hostName } from '../../words/host-name'
import { actions, useLab } from '../lab'
import type { CurrentMoment } from '../use-moment'
import styles from './Ledgers.module.css'
import './frame/frame-words'

/** The largest that an IPv4 packet carries after the IPv4 and ICMP headers. */
const MAX_PAYLOAD = 65507

/** The packet's size at each device it left by, to scale, with what the tunnel adds and the device's limit. */
export function SizePanel({ timeline, moment }: CurrentMoment) {
  const { t } = useTranslation()
  const fabric = useLab(selectFabric)
  const { trace } = timeline
  const { entries, largestBytes, largestPayloadBytes } = mtuLedger(trace, moment.packet, fabric)
  const kind = trace.packets[moment.packet]?.kind ?? 'request'
  const scale = Math.max(...entries.flatMap(({ mtuBytes, sizeBytes }) => [mtuBytes, sizeBytes])) * 1.04
  return (
    <div className={styles.ledger}>
      <h3>{t('frame.size.title', { kind: t(`packet.${kind}`) })}</h3>
      {entries.length === 0 && <p>{t('frame.size.nothing')}</p>}
      <ol>
        {entries.map((entry) => (
          <Device
            key={`${entry.step} ${entry.link}`}
            entry={entry}
            scale={scale}
            here={moment.steps.includes(entry.step)}
          />
        ))}
      </ol>
      {largestBytes !== undefined && (
        <p className={styles.sum}>
          {t('frame.size.largest', { bytes: largestBytes, payload: largestPayloadBytes ?? 0 })}
        </p>
      )}
      <SizeForm suggested={largestPayloadBytes} />
    </div>
  )
}

interface DeviceProps {
  readonly entry: MtuEntry
  /** How many bytes the whole width is. */
  readonly scale: number
  readonly here: boolean
}

function Device({ entry, scale, here }: DeviceProps) {
  const { t } = useTranslation()
  const { host, link, sizeBytes, overheadBytes, mtuBytes, fits, tunnel } = entry
  const share = (bytes: number): string => `${(bytes / scale) * 100}%`
  const words = () => {
    if (!fits) return t('frame.size.tooBig', { size: sizeBytes, over: sizeBytes - mtuBytes, mtu: mtuBytes })
    const said = { size: sizeBytes, inner: sizeBytes - overheadBytes, overhead: overheadBytes, mtu: mtuBytes }
    return t(overheadBytes > 0 ? 'frame.size.overhead' : 'frame.size.of', said)
  }
  return (
    <li className={styles.device} aria-current={here ? 'step' : undefined}>
      <p>
        <b>{hostName(host)}</b> {link} <span data-over={!fits || undefined}>{words()}</span>
      </p>
      <div className={styles.bar} style={{ '--limit': share(mtuBytes) } as CSSProperties} aria-hidden>
        <span data-look={tunnel} style={{ width: share(overheadBytes) }} />
        <span data-look={fits ? 'direct' : 'lost'} style={{ width: share(sizeBytes - overheadBytes) }} />
      </div>
    </li>
  )
}

/** The same ping with another size, or that must not be split. */
function SizeForm({ suggested }: { readonly suggested: number | undefined }) {
  const { t } = useTranslation()
  const probe = useLab((state) => state.probe)
  const [payload, setPayload] = useState(String(probe?.payloadBytes ?? 56))
  const [whole, setWhole] = useState(probe?.pathMtuDiscovery === 'do')
  if (!probe) return null
  const payloadBytes = Math.min(Math.max(Math.round(Number(payload)) || 0, 0), MAX_PAYLOAD)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const { pathMtuDiscovery: _, ...rest } = probe
        actions().sendProbe({ ...rest, payloadBytes, ...(whole && { pathMtuDiscovery: 'do' as const }) })
      }}
    >
      <label>
        {t('frame.size.payload')}{' '}
        <input
          type="number"
          min={0}
          max={MAX_PAYLOAD}
          value={payload}
          list="payload-sizes"
          onChange={({ target }) => setPayload(target.value)}
        />
      </label>
      <datalist id="payload-sizes">
        {suggested !== undefined && [suggested, suggested + 1].map((size) => <option key={size} value={size} />)}
      </datalist>
      <label>
        <input type="checkbox" checked={whole} onChange={({ target }) => setWhole(target.checked)} />{' '}
        {t('frame.size.whole')}
      </label>
      <button type="submit">{t('frame.size.go')}</button>
    </form>
  )
}
