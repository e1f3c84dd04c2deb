import { useTranslation } from 'react-i18next'
import type { HeaderView } from '../../../playback/frame-view'
import styles from './Frame.module.css'
import { lookOfHeader, type Region, regionsOf } from './regions'
import { useHeaderTitle } from './use-header-title'
import { hasMoved, useRoving } from './use-roving'

interface Props {
  readonly outermost: HeaderView
  readonly regions: readonly Region[]
  readonly lit: Region | undefined
  readonly onLight: (region: Region | undefined) => void
}

/** The headers, each in the one that carries it, with all their fields; what changed shows what it was. */
export function HeaderTree({ outermost, regions, lit, onLight }: Props) {
  const { t } = useTranslation()
  const active = Math.max(
    regions.findIndex(({ id }) => id === lit?.id),
    0,
  )
  const { group, onKeyDown } = useRoving(regions.length, active, (index) => onLight(regions[index]))
  const indexOf = new Map(regions.map(({ id }, index) => [id, index]))
  return (
    <div
      ref={group}
      role="tree"
      aria-label={t('frame.tree')}
      className={styles.tree}
      onKeyDown={onKeyDown}
      onPointerLeave={(event) => hasMoved(event) && onLight(undefined)}
    >
      <HeaderBox header={outermost} wrapped={false} {...{ lit, onLight, active, indexOf }} />
    </div>
  )
}

interface BoxProps extends Pick<Props, 'lit' | 'onLight'> {
  readonly header: HeaderView
  readonly wrapped: boolean
  readonly active: number
  readonly indexOf: ReadonlyMap<string, number>
}

function HeaderBox({ header, wrapped, ...rest }: BoxProps) {
  const { t } = useTranslation()
  const titleOf = useHeaderTitle()
  const { inside, role } = header
  const look = lookOfHeader(header)
  const title = titleOf(header, wrapped)
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      aria-label={title}
      aria-expanded
      className={styles.header}
      data-look={look}
      data-role={role}
    >
      <div className={styles.title}>
        <span>{title}</span>
        {header.added && <span className={styles.added}>{t('frame.added')}</span>}
        <Size header={header} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the children of a tree's item */}
      <div role="group" className={styles.fields}>
        {regionsOf(header).map((region) => (
          <FieldItem key={region.id} region={region} {...rest} />
        ))}
        {inside && <HeaderBox header={inside} wrapped={wrapped || role === 'outer'} {...rest} />}
      </div>
    </div>
  )
}

/** Bytes from here on; of a tunnel's header what it adds. */
function Size({ header }: { readonly header: HeaderView }) {
  const { t } = useTranslation()
  if (header.protocol !== 'ipv4' || header.role === 'quoted') return null
  if (header.role !== 'outer') return <span>{t('packet.bytes', { count: header.lengthBytes })}</span>
  let inner = header.inside
  while (inner && inner.role !== 'packet') inner = inner.inside
  return <span>{t('packet.plusBytes', { count: header.lengthBytes - (inner?.lengthBytes ?? 0) })}</span>
}

interface ItemProps extends Omit<BoxProps, 'header' | 'wrapped'> {
  readonly region: Region
}

function FieldItem({ region, lit, onLight, active, indexOf }: ItemProps) {
  const { t } = useTranslation()
  const { id, name, value, was, lengthBytes } = region
  const index = indexOf.get(id) ?? 0
  return (
    <div
      role="treeitem"
      aria-selected={lit?.id === id}
      tabIndex={index === active ? 0 : -1}
      data-index={index}
      data-name={name}
      className={styles.field}
      data-lit={lit?.id === id || undefined}
      data-changed={was !== undefined || undefined}
      onPointerMove={() => onLight(region)}
      onFocus={() => onLight(region)}
    >
      <span>{name === 'payload' ? t('frame.payload') : t(`field.${name as 'ttl'}`)}</span>{' '}
      {was !== undefined && (
        <>
          <del>{was}</del>{' '}
        </>
      )}
      <b>{name === 'payload' ? t('packet.bytes', { count: lengthBytes }) : value}</b>
    </div>
  )
}
