import { lazy, Suspense } from 'react'

const LabsSheet = lazy(async () => ({ default: (await import('./LabsSheet')).LabsSheet }))

/** Open as long as it is there. */
export function LazyLabs({ onClose }: { readonly onClose: () => void }) {
  return (
    <Suspense>
      <LabsSheet onClose={onClose} />
    </Suspense>
  )
}
