import { useTranslation } from 'react-i18next'
import type { Route } from '../../../engine/linux/route'
import { selectPicture, selectRouteChanges } from '../../../store/derived'
import { elementOfHost } from '../../../store/elements'
import type { RouteChange } from '../../../store/route-changes'
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
  if (!lastChange) return <p className={styles.none}>{t('changes.none')}</p>
  const edit = say(lastChange.edit)
  if (changes.size === 0) return <p className={styles.none}>{t('changes.noRoutes', { edit })}</p>
  return (
    <div className={styles.changes}>
      <h3>{t('changes.title', { edit })}</h3>
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

const routeOf = (change: RouteChange): Route => (change.kind === 'removed' ? change.before : change.now)

function ChangeLine({ change }: { readonly change: RouteChange }) {
  const { t } = useTranslation()
  return (
    <li className={styles.line} data-kind={change.kind}>
      <span className={styles.kind}>{t(`changes.kinds.${change.kind}`)}</span>
      <code>{routeLine(routeOf(change))}</code>
      {change.kind === 'changed' && <code>{t('changes.was', { route: routeLine(change.before) })}</code>}
    </li>
  )
}
