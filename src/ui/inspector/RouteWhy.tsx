import { useTranslation } from 'react-i18next'
import type { Route } from '../../engine/linux/route'
import { say } from '../../words/i18n'
import { routeText } from '../../words/provenance-text'
import '../step-words'

/** Who put a route there and why. */
export function RouteWhy({ route, host }: { readonly route: Route; readonly host: string }) {
  const { t } = useTranslation()
  const { from } = route.provenance
  const resources = from.map(({ kind, name }) => `${kind} ${name}`).join(', ')
  return (
    <>
      <p>{say(routeText(route, host))}</p>
      {resources && <p>{t('inspector.from', { resources })}</p>}
      {route.metric > 0 && <p>{t('inspector.metric', { metric: route.metric })}</p>}
    </>
  )
}
