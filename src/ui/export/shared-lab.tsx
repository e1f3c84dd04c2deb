import { type ReactNode, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redactLab } from '../../exporting/redact/redact-lab'
import { renderSource } from '../../io/render-source'
import type { SharedLab } from '../../io/share-link'
import { momentAt } from '../../playback/player'
import { selectCluster, selectTimeline } from '../../store/derived'
import { useLab } from '../lab'

/** What may be chosen of what is shared, and what was. */
interface ShareChoices {
  readonly redacted: boolean
  /** The ping and where it stands, as the lab calls its hosts. */
  readonly shown: Omit<SharedLab, 'lab'>
  readonly choices: ReactNode
}

/** Of what a link or a page brings of the lab: with its ping or without, as it is or under made-up names. */
export function useShareChoices(): ShareChoices {
  const [withPing, setWithPing] = useState(true)
  const [redacted, setRedacted] = useState(false)
  const probe = useLab((state) => state.probe)
  const moment = useLab((state) => {
    const timeline = selectTimeline(state)
    return timeline && !state.playing ? momentAt(timeline, state.playheadMs) : undefined
  })
  return {
    redacted,
    shown: {
      ...(withPing && probe && { ping: { from: probe.from, to: probe.to } }),
      ...(withPing && moment !== undefined && { moment }),
    },
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

interface Shared {
  readonly lab: SharedLab
  /** What the lab is called; nothing, where its names are made up. */
  readonly name: string | undefined
  readonly choices: ReactNode
}

/** All of the lab, for a page to bring it. */
export function useSharedLab(): Shared {
  const { redacted, shown, choices } = useShareChoices()
  const document = useLab((state) => state.document)
  const baseSource = useLab((state) => state.baseSource)
  const name = useLab((state) => state.labName ?? selectCluster(state).underlay.name)
  const { text, hostNamed } = useMemo(
    () =>
      redacted
        ? redactLab(document)
        : { text: renderSource(baseSource, document), hostNamed: (host: string): string => host },
    [redacted, document, baseSource],
  )
  const ping = shown.ping && { from: hostNamed(shown.ping.from), to: hostNamed(shown.ping.to) }
  return { lab: { ...shown, lab: text, ...(ping && { ping }) }, name: redacted ? undefined : name, choices }
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
