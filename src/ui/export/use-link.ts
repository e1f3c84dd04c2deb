import { useEffect, useMemo, useState } from 'react'
import { type LinkWish, linkOfLab, type MadeLink } from './link-of-lab'

/** To pack what is longer takes longer than a few frames. */
const LARGEST_HERE = 100_000

/** The link that is wished for; undefined while a large lab is packed beside the page. */
export function useLink(wish: LinkWish): MadeLink | undefined {
  const { document, source, redacted } = wish
  const shown = JSON.stringify(wish.shown)
  const same = useMemo(
    (): LinkWish => ({ document, source, redacted, shown: JSON.parse(shown) as LinkWish['shown'] }),
    [document, source, redacted, shown],
  )
  const isLarge = source.length > LARGEST_HERE
  const here = useMemo(() => (isLarge ? undefined : linkOfLab(same)), [isLarge, same])
  const [there, setThere] = useState<{ readonly of: LinkWish; readonly link: MadeLink }>()
  useEffect(() => {
    if (!isLarge) return
    const worker = new Worker(new URL('./link-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<MadeLink>) => setThere({ of: same, link: data })
    worker.postMessage(same)
    return () => worker.terminate()
  }, [isLarge, same])
  return here ?? (there?.of === same ? there.link : undefined)
}
