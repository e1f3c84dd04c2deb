import { lazy, Suspense } from 'react'

const ExportSheet = lazy(async () => ({ default: (await import('./ExportSheet')).ExportSheet }))

/** Open as long as it is there. */
export function LazyExport({ onClose }: { readonly onClose: () => void }) {
  return (
    <Suspense>
      <ExportSheet onClose={onClose} />
    </Suspense>
  )
}
