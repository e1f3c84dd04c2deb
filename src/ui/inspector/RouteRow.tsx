import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RouteChange } from '../../analysis/difference/route-changes'
import type { NextHop, Route } from '../../engine/linux/route'
import { formatIpv4 } from '../../engine/net/ipv4'
import type { Look } from '../../playback/timeline'
import { destinationLine } from '../../words/route-text'
import { LazyRouteWhy } from './LazyHostParts'
import styles from './RouteTable.module.css'

interface Props {
  readonly route: Route
  readonly host: string
  readonly change?: RouteChange['kind'] | undefined
  /** Set on the route that the lookup under way matched: how the packet goes on. */
  readonly look?: Look | undefined
  readonly lostBy?: 'shorter-prefix' | 'higher-metric' | undefined
}

/** Told by a sign too, not by colour alone; the line under the table says what they mean. */
export const CHANGE_SIGNS = { added: '+', changed: 'Δ', removed: '−' } as const

/** One route; opened, it says why it is there. */
export function RouteRow({ route, host, change, look, lostBy }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <tr
        className={styles.row}
        data-change={change}
        data-look={look}
        data-lost={lostBy}
        onClick={() => setOpen(!open)}
      >
        <td>
          <button type="button" aria-expanded={open} className={styles.open}>
            {destinationLine(route)}
          </button>
          {change && (
            <span className={styles.badge}>
              <span aria-hidden>{CHANGE_SIGNS[change]}</span>
              <span className="visually-hidden">{t(`inspector.${change}`)}</span>
            </span>
          )}
          {look && <span className="visually-hidden">{t('inspector.matched')}</span>}
        </td>
        <td>{route.type === 'unicast' ? <Hops route={route} print={via} /> : route.type}</td>
        <td>
          <Hops route={route} print={({ dev }) => dev ?? ''} />
        </td>
        <td>{t(`inspector.programmer.${route.provenance.programmer}`)}</td>
      </tr>
      {(open || lostBy) && (
        <tr className={styles.more} data-change={change}>
          <td colSpan={4}>
            {lostBy && <p>{t(`inspector.lostBy.${lostBy}`)}</p>}
            {open && <LazyRouteWhy route={route} host={host} />}
          </td>
        </tr>
      )}
    </>
  )
}

const via = ({ gateway }: NextHop): string => (gateway === undefined ? '' : formatIpv4(gateway))

function Hops({ route, print }: { readonly route: Route; readonly print: (hop: NextHop) => string }) {
  return route.nextHops.map((hop) => <div key={`${hop.gateway ?? ''} ${hop.dev ?? ''}`}>{print(hop)}</div>)
}
