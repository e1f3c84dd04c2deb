import { useTranslation } from 'react-i18next'
import { equalBits } from '../../engine/linux/lookup-evidence'
import { formatIpv4 } from '../../engine/net/ipv4'
import { maskOf, prefixOf } from '../../engine/net/prefix'
import type { Evidence } from '../../playback/evidence'
import { hostName } from '../../words/host-name'
import { Bits } from './Bits'
import styles from './Why.module.css'

/** What CrossSubnet asked: both addresses and the mask, bit by bit. */
export function Comparison({ host, comparison }: Extract<Evidence, { kind: 'comparison' }>) {
  const { t } = useTranslation()
  const { own, other, otherIs, sameSubnet } = comparison
  const { length } = own
  const name = hostName(host)
  const equal = equalBits(prefixOf(own.address, length), other)
  const rows = [
    { what: t('why.own', { host: name }), address: own.address, shown: length },
    { what: t(`why.other.${otherIs}`), address: other, shown: length },
  ]
  const verdict = () => {
    if (sameSubnet) return t('why.same', { length })
    return length === 32 ? t('why.differ_32', { host: name }) : t('why.differ', { bit: equal + 1, length })
  }
  return (
    <div className={styles.part}>
      <h3>{t('why.comparison', { host: name, length })}</h3>
      <ul className={styles.lines}>
        {rows.map(({ what, address, shown }) => (
          <li key={what} className={styles.line}>
            <code>{formatIpv4(address)}</code>
            <Bits address={address} length={shown} equal={equal} />
            <span className={styles.reason}>{what}</span>
          </li>
        ))}
        <li className={styles.line}>
          <code>{formatIpv4(maskOf(length))}</code>
          <Bits address={maskOf(length)} length={length} />
          <span className={styles.reason}>{t('why.mask', { length })}</span>
        </li>
      </ul>
      <p data-verdict>{verdict()}</p>
    </div>
  )
}
