import { lazy, Suspense } from 'react'
import { useLab } from '../lab'
import { onFirstInput } from '../on-first-input'

const load = () => import('./PacketSection')
onFirstInput(load)

const PacketSection = lazy(async () => ({ default: (await load()).PacketSection }))

/** Before the first ping there is no packet to tell of. */
export function LazyPacket({ alone = false }: { readonly alone?: boolean }) {
  const asked = useLab((state) => state.probe !== undefined)
  if (!asked && !alone) return null
  return (
    <Suspense>
      <PacketSection alone={alone} />
    </Suspense>
  )
}
