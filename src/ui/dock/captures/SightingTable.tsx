import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { showFrame } from '../../../store/show-frame'
import type { Capture } from '../../../terminal/capture/capture-rows'
import { type Sighting, sightings } from '../../../terminal/capture/sightings'
import { type Tap, tapKey } from '../../../terminal/capture/tap'
import { hostName } from '../../../words/host-name'
import { labStore } from '../../lab'
import shared from './Captures.module.css'
import styles from './SightingTable.module.css'

/** The last pings are what a reader compares. */
const LAST_PINGS = 4

/** Which tap sees which packet: a row a tap, a column a packet. `isAlone`: of one ping, and without a filter. */
export function SightingTable({
  taps,
  seen,
  isAlone,
}: {
  readonly taps: readonly Tap[]
  readonly seen: Capture
  readonly isAlone?: true
}) {
  const { t } = useTranslation()
  const { packets, rows } = sightings(taps, seen, LAST_PINGS)
  if (packets.length === 0) return <p className={shared.hint}>{t('captures.waiting')}</p>
  const pings = [...new Set(packets.map(({ sentIndex }) => sentIndex))]
  return (
    <>
      <table className={styles.matrix} aria-label={t('captures.matrix.table')}>
        <thead>
          {!isAlone && (
            <tr>
              <td />
              {pings.map((ping) => (
                <th key={ping} scope="colgroup" colSpan={packets.filter(({ sentIndex }) => sentIndex === ping).length}>
                  {t('captures.matrix.ping', { number: ping + 1 })}
                </th>
              ))}
            </tr>
          )}
          <tr>
            <td />
            {packets.map(({ sentIndex, packet, kind }) => (
              <th key={`${sentIndex} ${packet}`} scope="col">
                {t(`captures.matrix.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {taps.map((tap, index) => (
            <tr key={tapKey(tap)}>
              <th scope="row">
                {hostName(tap.host)} <span>{tap.link}</span>
              </th>
              {(rows[index] ?? []).map((sighting, column) => (
                <Fragment key={`${packets[column]?.sentIndex} ${packets[column]?.packet}`}>
                  <Cell sighting={sighting} />
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={shared.hint}>{t(isAlone ? 'captures.matrix.legendAlone' : 'captures.matrix.legend')}</p>
    </>
  )
}

const SIGNS: Readonly<Record<Sighting['kind'], string>> = { none: '–', caught: '●', 'filtered-out': '○' }

function Cell({ sighting }: { readonly sighting: Sighting }) {
  const { t } = useTranslation()
  const what = t(`captures.matrix.${sighting.kind}`)
  if (sighting.kind === 'none') {
    return (
      <td>
        <span role="img" aria-label={what}>
          {SIGNS.none}
        </span>
      </td>
    )
  }
  const { wrapping, first } = sighting
  const words = wrapping === 'none' ? what : t('captures.matrix.wrapped', { what, encap: wrapping })
  return (
    <td data-look={wrapping === 'none' ? 'direct' : wrapping}>
      <button type="button" aria-label={words} onClick={() => showFrame(labStore, first)}>
        {SIGNS[sighting.kind]} {wrapping === 'none' ? '' : wrapping}
      </button>
    </td>
  )
}
