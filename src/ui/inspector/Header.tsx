import { useTranslation } from 'react-i18next'
import type { HeaderView } from '../../playback/frame-view'
import type { FieldView } from '../../playback/header-fields'
import styles from './Inspector.module.css'

/** What a header's second line says, in this order; the first line has the addresses or ports. */
const FIELDS = ['protocol', 'ttl', 'totalLength', 'identifier', 'sequence', 'mtu', 'vni'] as const

const fieldOf = ({ fields }: HeaderView, name: string): FieldView | undefined =>
  fields.find((field) => field.name === name)

/** The tunnel a header is part of. */
function lookOf({ role, inside }: HeaderView): 'ipip' | 'vxlan' | 'direct' | undefined {
  if (role === 'packet') return 'direct'
  if (role === 'tunnel') return 'vxlan'
  if (role !== 'outer') return undefined
  return inside?.role === 'tunnel' ? 'vxlan' : 'ipip'
}

/** One header, with what it carries inside it. */
export function Header({ header, wrapped = false }: { readonly header: HeaderView; readonly wrapped?: boolean }) {
  const { protocol, role, inside } = header
  if (protocol === 'payload') return null
  const look = lookOf(header)
  return (
    <div className={styles.layer} data-look={look} data-plain={look === undefined || undefined} data-role={role}>
      <header>
        <Title header={header} wrapped={wrapped} />
        <Size header={header} />
      </header>
      <Ends header={header} />
      <Fields header={header} />
      {inside && <Header header={inside} wrapped={wrapped || role === 'outer'} />}
    </div>
  )
}

function Title({ header, wrapped }: { readonly header: HeaderView; readonly wrapped: boolean }) {
  const { t } = useTranslation()
  const words = (): string => {
    if (header.protocol === 'ipv4') {
      if (header.role === 'outer') return t('packet.titles.outer')
      if (header.role === 'quoted') return t('packet.titles.quoted')
      return t(wrapped ? 'packet.titles.inner' : 'packet.titles.ipv4')
    }
    if (header.protocol === 'payload') return ''
    if (header.protocol !== 'icmp') return t(`packet.titles.${header.protocol}`)
    const type = fieldOf(header, 'type')?.value ?? ''
    return t('packet.titles.icmp', { type: /\((.+)\)/.exec(type)?.[1] ?? type })
  }
  return <span>{words()}</span>
}

/** Bytes from here on; of a tunnel's header what it adds. */
function Size({ header }: { readonly header: HeaderView }) {
  const { t } = useTranslation()
  if (header.protocol !== 'ipv4' || header.role === 'quoted') return null
  if (header.role !== 'outer') return <span>{t('packet.bytes', { count: header.lengthBytes })}</span>
  let inner = header.inside
  while (inner && inner.role !== 'packet') inner = inner.inside
  const added = header.lengthBytes - (inner?.lengthBytes ?? 0)
  return <span>{t('packet.plusBytes', { count: added })}</span>
}

function Ends({ header }: { readonly header: HeaderView }) {
  const from = fieldOf(header, 'source') ?? fieldOf(header, 'sourcePort')
  const to = fieldOf(header, 'destination') ?? fieldOf(header, 'destinationPort')
  if (!from || !to) return null
  return (
    <div className={styles.fields} data-ends>
      <Value field={from} /> → <Value field={to} />
    </div>
  )
}

function Fields({ header }: { readonly header: HeaderView }) {
  const { t } = useTranslation()
  const shown = FIELDS.flatMap((name) => {
    const field = fieldOf(header, name)
    return field ? [{ name, field }] : []
  })
  const isWhole = fieldOf(header, 'dontFragment')?.value === '1'
  if (shown.length === 0) return null
  return (
    <div className={styles.fields}>
      {shown.map(({ name, field }) => (
        <span key={name}>
          {t(`packet.short.${name}`)} <Value field={field} />
        </span>
      ))}
      {isWhole && <span>{t('packet.short.dontFragment')}</span>}
    </div>
  )
}

/** A value, and before it the one that it had at the step before. */
function Value({ field: { value, was } }: { readonly field: FieldView }) {
  if (was === undefined) return value
  return (
    <>
      <del>{was}</del> <ins>{value}</ins>
    </>
  )
}
