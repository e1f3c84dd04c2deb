import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Route } from '../../../engine/linux/route'
import { selectPicture, selectRouteChanges } from '../../../store/derived'
import { elementOfHost } from '../../../store/elements'
import type { RouteChange } from '../../../store/route-changes'
import { PLAIN_STYLE, routeText as printRoute } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { routeLine } from '../../../words/route-text'
import { actions, useLab } from '../../lab'
import styles from './Changes.module.css'

/** What the last edit did to every host's routes. */
export function Changes() {
  const { t } = useTranslation()
  const changes = useLab(selectRouteChanges)
  const lastChange = useLab((state) => state.lastChange)
  useEffect(() => actions().show({ seenChange: lastChange }), [lastChange])
  if (!lastChange) return <p className={styles.none}>{t('changes.none')}</p>
  const edit = say(lastChange.edit)
  if (changes.size === 0) return <p className={styles.none}>{t('changes.noRoutes', { edit })}</p>
  return (
    <div className={styles.changes}>
      <h3>{lastChange.edit.key === 'history.undone' ? edit : t('changes.title', { edit })}</h3>
      <ul aria-label={t('changes.list')}>
        {[...changes].map(([host, list]) => (
          <HostChanges key={host} host={host} changes={list} />
        ))}
      </ul>
    </div>
  )
}

function HostChanges({ host, changes }: { readonly host: string; readonly changes: readonly RouteChange[] }) {
  const picture = useLab(selectPicture)
  return (
    <li className={styles.host}>
      <button type="button" className={styles.name} onClick={() => actions().select(elementOfHost(picture, host))}>
        {hostName(host)}
      </button>
      <ul>
        {changes.map((change) => (
          <ChangeLine key={JSON.stringify(routeOf(change))} change={change} />
        ))}
      </ul>
    </li>
  )
}

const printedRoute = (route: Route): string => printRoute(mainLine(route), PLAIN_STYLE).trim()

const routeOf = (change: RouteChange): Route => (change.kind === 'removed' ? change.before : change.now)

function ChangeLine({ change }: { readonly change: RouteChange }) {
  const { t } = useTranslation()
  return (
    <li className={styles.line} data-kind={change.kind}>
      <span className={styles.kind}>{t(`changes.kinds.${change.kind}`)}</span>
      {change.kind === 'changed' ? <Difference {...change} /> : <code>{routeLine(routeOf(change))}</code>}
    </li>
  )
}

type Changed = Extract<RouteChange, { readonly kind: 'changed' }>

/** What is not the same: where the route leads, who programmed it, or else something that only ‘ip route’ shows. */
function Difference({ before, now }: Changed) {
  const { t } = useTranslation()
  const [oldBy, nowBy] = [before.provenance.programmer, now.provenance.programmer]
  const leadsElsewhere = routeLine(before) !== routeLine(now)
  const print = leadsElsewhere || oldBy !== nowBy ? routeLine : printedRoute
  return (
    <>
      <code>{print(now)}</code>
      {print(before) !== print(now) && <code>{t('changes.was', { route: print(before) })}</code>}
      {oldBy !== nowBy && (
        <strong>
          {t('changes.by', { before: t(`inspector.programmer.${oldBy}`), now: t(`inspector.programmer.${nowBy}`) })}
        </strong>
      )}
    </>
  )
}
