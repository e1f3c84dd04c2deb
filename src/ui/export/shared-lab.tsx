import { type ReactNode, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redactLab } from '../../exporting/redact/redact-lab'
import { renderSource } from '../../io/render-source'
import type { SharedLab } from '../../io/share-link'
import { momentAt } from '../../playback/player'
import { selectCluster, selectTimeline } from '../../store/derived'
import { useLab } from '../lab'

interface Shared {
  readonly lab: SharedLab
  /** What the lab is called; nothing, where its names are made up. */
  readonly name: string | undefined
  /** What may be chosen of it. */
  readonly choices: ReactNode
}

/** What a link or a page brings of the lab: with its ping or without, as it is or under made-up names. */
export function useSharedLab(): Shared {
  const [withPing, setWithPing] = useState(true)
  const [redacted, setRedacted] = useState(false)
  const document = useLab((state) => state.document)
  const baseSource = useLab((state) => state.baseSource)
  const probe = useLab((state) => state.probe)
  const name = useLab((state) => state.labName ?? selectCluster(state).underlay.name)
  const moment = useLab((state) => {
    const timeline = selectTimeline(state)
    return timeline && !state.playing ? momentAt(timeline, state.playheadMs) : undefined
  })
  const { text, hostNamed } = useMemo(
    () =>
      redacted
        ? redactLab(document)
        : { text: renderSource(baseSource, document), hostNamed: (host: string): string => host },
    [redacted, document, baseSource],
  )
  return {
    lab: {
      lab: text,
      ...(withPing && probe && { ping: { from: hostNamed(probe.from), to: hostNamed(probe.to) } }),
      ...(withPing && moment !== undefined && { moment }),
    },
    name: redacted ? undefined : name,
    choices: (
      <Choices
        hasPing={probe !== undefined}
        withPing={withPing}
        onPing={setWithPing}
        redacted={redacted}
        onRedacted={setRedacted}
      />
    ),
  }
}

interface ChoicesProps {
  readonly hasPing: boolean
  readonly withPing: boolean
  readonly onPing: (withPing: boolean) => void
  readonly redacted: boolean
  readonly onRedacted: (redacted: boolean) => void
}

function Choices({ hasPing, withPing, onPing, redacted, onRedacted }: ChoicesProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={withPing && hasPing}
          disabled={!hasPing}
          onChange={({ target }) => onPing(target.checked)}
        />{' '}
        {t('export.linkPing')}
      </label>
      <label>
        <input
          type="checkbox"
          aria-describedby={id}
          checked={redacted}
          onChange={({ target }) => onRedacted(target.checked)}
        />{' '}
        {t('export.linkRedacted')}
      </label>
      <span id={id}>{t('export.linkRedactedHint')}</span>
    </>
  )
}
