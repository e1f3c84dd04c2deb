import { Radio } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../../engine/linux/link'
import type { Namespace, NamespaceName } from '../../engine/linux/namespace'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix } from '../../engine/net/prefix'
import { Tip } from '../controls/Tip'
import { actions } from '../lab'
import styles from './Facts.module.css'

/** A host's devices, and what it knows of its neighbours without asking. */
export function DeviceList({ namespace }: { readonly namespace: Namespace }) {
  const { t } = useTranslation()
  const { links, neighbours, fdb } = namespace
  return (
    <div className={styles.facts}>
      <ul className={styles.cards}>
        {links.map((link) => (
          <Device key={link.name} host={namespace.name} link={link} />
        ))}
      </ul>
      {neighbours.length > 0 && <h3>{t('inspector.neighbours')}</h3>}
      <ul className={styles.lines}>
        {neighbours.map(({ dev, address, mac }) => (
          <li key={`${dev} ${address}`}>{`${formatIpv4(address)} dev ${dev} lladdr ${mac}`}</li>
        ))}
      </ul>
      {fdb.length > 0 && <h3>{t('inspector.fdb')}</h3>}
      <ul className={styles.lines}>
        {fdb.map(({ dev, mac, destination }) => (
          <li key={`${dev} ${mac}`}>{`${mac} dev ${dev} dst ${formatIpv4(destination)}`}</li>
        ))}
      </ul>
    </div>
  )
}

function Device({ host, link }: { readonly host: NamespaceName; readonly link: Link }) {
  const { t } = useTranslation()
  const { name, type, up, mtuBytes, mac, addresses } = link
  const title = <strong className={styles.device}>{name}</strong>
  return (
    <li data-kind={type.kind}>
      <p>
        {type.kind === 'ipip' ? (
          <Tip text={t('hint.tunl0')} side="left">
            {title}
          </Tip>
        ) : (
          title
        )}
        <span>{type.kind}</span>
        <span>{t('inspector.mtu', { mtu: mtuBytes })}</span>
        <span data-down={!up || undefined}>{t(up ? 'inspector.up' : 'inspector.down')}</span>
        {type.kind !== 'loopback' && (
          <button
            type="button"
            className={styles.capture}
            aria-label={t('inspector.capture', { link: name })}
            onClick={() => actions().addTaps([{ host, link: name }])}
          >
            <Radio size={14} aria-hidden />
          </button>
        )}
      </p>
      <p className={styles.machine}>{mac ?? t('inspector.noMac')}</p>
      {addresses.map((address) => (
        <p key={address.address} className={styles.machine}>
          {formatPrefix(address)}
        </p>
      ))}
    </li>
  )
}
