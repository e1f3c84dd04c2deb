import { useTranslation } from 'react-i18next'
import { routeSlot } from '../../analysis/difference/route-key'
import type { Namespace } from '../../engine/linux/namespace'
import type { Route } from '../../engine/linux/route'
import { formatIpv4 } from '../../engine/net/ipv4'
import { selectRouteChanges } from '../../store/derived'
import { say } from '../../words/i18n'
import { useLab, useLabNow } from '../lab'
import { useMoment } from '../use-moment'
import { lookupOf, unmatchedAt } from './lookup-of'
import { RouteRow } from './RouteRow'
import styles from './RouteTable.module.css'

/** The main table: who programmed each route, what the last change did, and what the lookup under way made of it. */
export function RouteTable({ namespace, name }: { readonly namespace: Namespace; readonly name: string }) {
  const { t } = useTranslation()
  const known = useLabNow(selectRouteChanges).on(namespace.name)
  // On a machine that was not there before, all is new: nothing stands out.
  const isNew = known.length === namespace.routes.length && known.every(({ kind }) => kind === 'added')
  const changes = isNew ? [] : known
  const lastChange = useLabNow((state) => state.lastChange)
  const isStill = useLab((state) => state.motion === 'still')
  const current = useMoment()
  const here = current?.moment.at.namespace === namespace.name ? current : undefined
  const unmatched = here && unmatchedAt(here)
  const lookup = here && unmatched === undefined ? lookupOf(here) : undefined
  const changeOf = (route: Route) => changes.find((change) => change.kind !== 'removed' && change.now === route)?.kind
  const removed = changes.flatMap((change) => (change.kind === 'removed' ? [change.before] : []))
  if (namespace.routes.length + removed.length === 0 && unmatched === undefined)
    return <p className={styles.none}>{t('inspector.noRoutes')}</p>
  return (
    <div className={styles.scroll}>
      <table
        className={styles.table}
        data-still={isStill || undefined}
        aria-label={t('inspector.routeTable', { name })}
      >
        <thead>
          <tr>
            <th scope="col">{t('inspector.destination')}</th>
            <th scope="col">{t('inspector.via')}</th>
            <th scope="col">{t('inspector.dev')}</th>
            <th scope="col">{t('inspector.by')}</th>
          </tr>
        </thead>
        <tbody>
          {namespace.routes.map((route) => (
            <RouteRow
              key={`${routeSlot(route)} ${route.type}`}
              route={route}
              host={namespace.name}
              change={changeOf(route)}
              look={lookup?.route === route ? here?.moment.look : undefined}
              lostBy={lookup?.losers.find((loser) => loser.route === route)?.because}
            />
          ))}
          {removed.map((route) => (
            <RouteRow key={`gone ${routeSlot(route)}`} route={route} host={namespace.name} change="removed" />
          ))}
          {unmatched !== undefined && (
            <tr className={styles.unmatched}>
              <td colSpan={4}>{t('inspector.noMatch', { destination: formatIpv4(unmatched) })}</td>
            </tr>
          )}
        </tbody>
      </table>
      {changes.length > 0 && lastChange && (
        <p className={styles.legend}>{t('inspector.changeLegend', { edit: say(lastChange.edit) })}</p>
      )}
    </div>
  )
}
