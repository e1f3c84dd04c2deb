import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeaderView } from '../../../playback/frame-view'

/** What people call a header: of two IPv4 headers which one it is. */
export function useHeaderTitle(): (header: HeaderView, wrapped: boolean) => string {
  const { t } = useTranslation()
  return useCallback(
    (header: HeaderView, wrapped: boolean) => {
      const { protocol, role } = header
      if (protocol === 'payload') return t('frame.payload')
      if (protocol === 'ipv4') {
        if (role === 'outer') return t('packet.titles.outer')
        if (role === 'quoted') return t('packet.titles.quoted')
        return t(wrapped ? 'packet.titles.inner' : 'packet.titles.ipv4')
      }
      if (protocol !== 'icmp') return t(`packet.titles.${protocol}`)
      const type = header.fields.find(({ name }) => name === 'type')?.value ?? ''
      return t('packet.titles.icmp', { type: /\((.+)\)/.exec(type)?.[1] ?? type })
    },
    [t],
  )
}
