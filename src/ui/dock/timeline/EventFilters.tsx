import { useTranslation } from 'react-i18next'
import type { EventClass, EventFilter, EventProtocol } from '../../../playback/event-rows'
import type { FlowTimeline } from '../../../store/flows'
import { hostName } from '../../../words/host-name'
import styles from './Timeline.module.css'

const CLASSES: readonly EventClass[] = ['routing', 'tunnel', 'wire', 'nat', 'arp', 'end', 'loss']
const PROTOCOLS: readonly EventProtocol[] = ['bare', 'ipip', 'vxlan']

/** The host that is selected, whichever that is. */
export const SELECTED = '@selected'

export type Chosen = Omit<EventFilter, 'host'> & { readonly host?: string }

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  readonly hosts: readonly string[]
  readonly flows: readonly FlowTimeline[]
}

/** What of the events is to be seen. */
export function EventFilters({ chosen, onChoose, hosts, flows }: Props) {
  const { t } = useTranslation()
  const choose = (key: keyof Chosen, value: string | undefined) => {
    const { [key]: _, ...others } = chosen
    onChoose(value === undefined ? others : { ...others, [key]: key === 'flow' ? Number(value) : value })
  }
  const choice = (key: keyof Chosen, label: string, options: readonly (readonly [string, string])[]) => (
    <label>
      {label}{' '}
      <select
        value={String(chosen[key] ?? '')}
        onChange={({ target }) => choose(key, target.value === '' ? undefined : target.value)}
      >
        <option value="">{t('timeline.all')}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t('timeline.filters')}</legend>
      {choice(
        'class',
        t('timeline.what'),
        CLASSES.map((each) => [each, t(`timeline.class.${each}`)] as const),
      )}
      {choice('host', t('timeline.host'), [
        [SELECTED, t('timeline.selected')],
        ...hosts.map((each) => [each, hostName(each)] as const),
      ])}
      {choice(
        'protocol',
        t('timeline.wire'),
        PROTOCOLS.map((each) => [each, t(`timeline.protocol.${each}`)] as const),
      )}
      {flows.length > 1 &&
        choice(
          'flow',
          t('timeline.flow'),
          flows.map(
            ({ flow: { number, probe } }, index) =>
              [String(index), `${number} ${hostName(probe.from)} → ${hostName(probe.to)}`] as const,
          ),
        )}
    </fieldset>
  )
}
