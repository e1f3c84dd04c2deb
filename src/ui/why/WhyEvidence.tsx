import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { decidingField } from '../../engine/lab/deciding-field'
import { type Evidence, evidenceKey, evidenceOf } from '../../playback/evidence'
import type { Moment, Timeline } from '../../playback/timeline'
import { selectCluster, selectFabric } from '../../store/derived'
import { say } from '../../words/i18n'
import { provenanceText } from '../../words/provenance-text'
import { useLab } from '../lab'
import { Comparison } from './Comparison'
import { LookupTable } from './LookupTable'
import { ResourceLink } from './ResourceLink'
import { upstreamOf } from './upstream'
import styles from './Why.module.css'
import './why-words'
import '../step-words'

interface Props {
  readonly timeline: Timeline
  readonly moment: Moment
}

export function useEvidence({ timeline, moment }: Props): readonly Evidence[] {
  const fabric = useLab(selectFabric)
  const cluster = useLab(selectCluster)
  return evidenceOf(timeline, moment, { fabric, cluster })
}

/** What a step's decision was made from, to be checked by anybody: nothing where nothing was decided. */
export function WhyEvidence({ fallback = null, ...props }: Props & { readonly fallback?: ReactNode }) {
  const evidence = useEvidence(props)
  if (evidence.length === 0) return fallback
  return (
    <div className={styles.why} data-look={props.moment.look}>
      {evidence.map((one) => (
        <Part key={evidenceKey(one)} evidence={one} />
      ))}
    </div>
  )
}

function Part({ evidence }: { readonly evidence: Evidence }) {
  switch (evidence.kind) {
    case 'lookup':
      return <LookupTable {...evidence} />
    case 'comparison':
      return <Comparison {...evidence} />
    case 'programmed':
      return <Programmed {...evidence} />
    case 'set':
      return <Setting {...evidence} />
  }
}

/** A setting that drops it, and nothing else. */
function Setting({ fields }: Extract<Evidence, { kind: 'set' }>) {
  const { t } = useTranslation()
  return (
    <div className={styles.part}>
      <h3>{t('why.setting')}</h3>
      <p className={styles.from}>
        {fields.map(({ resource, path }) => (
          <ResourceLink key={`${resource.kind} ${resource.name} ${path.join('.')}`} resource={resource} path={path} />
        ))}
      </p>
    </div>
  )
}

/** Who put the line there, why, and from which resources. */
function Programmed({ host, provenance }: Extract<Evidence, { kind: 'programmed' }>) {
  const { t } = useTranslation()
  const document = useLab((state) => state.document)
  const { from, programmer, because } = provenance
  const { era } = useLab(selectCluster).information
  const upstream = upstreamOf(because, era)
  return (
    <div className={styles.part}>
      <h3>{t('why.by', { programmer: t(`why.programmer.${programmer}`) })}</h3>
      <p>{say(provenanceText(provenance, host))}</p>
      {from.length > 0 && (
        <p className={styles.from}>
          {t('why.from')}{' '}
          {from.map((resource) => (
            <ResourceLink
              key={`${resource.kind} ${resource.name}`}
              resource={resource}
              path={decidingField(document, resource, provenance, host)}
            />
          ))}
        </p>
      )}
      {upstream && (
        <p className={styles.upstream}>
          {t('why.upstream')}{' '}
          <a href={upstream.url} target="_blank" rel="noreferrer">
            {upstream.path}
          </a>
          {upstream.name !== undefined && <code> {upstream.name}</code>}
        </p>
      )}
    </div>
  )
}
