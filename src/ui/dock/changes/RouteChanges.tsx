import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RouteChanges as Changes, RouteChange } from '../../../analysis/difference/route-changes'
import { countOf } from '../../../analysis/difference/route-changes'
import type { Route } from '../../../engine/linux/route'
import { selectPicture } from '../../../store/derived'
import { elementOfHost } from '../../../store/elements'
import { PLAIN_STYLE, routeText as printRoute } from '../../../terminal/ip/print-route'
import { mainLine } from '../../../terminal/ip/route-line'
import { hostName } from '../../../words/host-name'
import { routeLine } from '../../../words/route-text'
import { actions, useLab } from '../../lab'
import styles from './Changes.module.css'

/** As many as are read at a glance; more come when they are asked for. */
const HOSTS_AT_FIRST = 12
const LINES_AT_FIRST = 12

/** Every host's lines that are new, other than they were, or gone. */
export function RouteChanges({ changes }: { readonly changes: Changes }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(HOSTS_AT_FIRST)
  const hosts = [...changes.counts.keys()]
  const left = hosts.length - shown
  return (
    <>
      <ul aria-label={t('changes.list')}>
        {hosts.slice(0, shown).map((host) => (
          <HostChanges key={host} host={host} changes={changes} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className={styles.more} onClick={() => setShown(shown + 10 * HOSTS_AT_FIRST)}>
          {t('changes.moreHosts', { count: left })}
        </button>
      )}
    </>
  )
}

function HostChanges({ host, changes }: { readonly host: string; readonly changes: Changes }) {
  const { t } = useTranslation()
  const picture = useLab(selectPicture)
  const [shown, setShown] = useState(LINES_AT_FIRST)
  const list = changes.on(host)
  const total = countOf(changes.counts.get(host) ?? changes.total)
  return (
    <li className={styles.host}>
      <button type="button" className={styles.name} onClick={() => actions().select(elementOfHost(picture, host))}>
        {hostName(host)}
      </button>
      <ul>
        {list.slice(0, shown).map((change) => (
          <ChangeLine key={JSON.stringify(routeOf(change))} change={change} />
        ))}
        {total > shown && (
          <li>
            <button type="button" className={styles.more} onClick={() => setShown(shown + 20 * LINES_AT_FIRST)}>
              {t('changes.moreLines', { count: total - shown })}
            </button>
          </li>
        )}
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
