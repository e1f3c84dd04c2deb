import { useEffect, useRef } from 'react'
import { createCanvas } from '../../canvas/create-canvas'
import { themeFrom } from '../../canvas/theme'
import { sceneAt } from '../../playback/scene-at'
import { elementOfHost } from '../../store/elements'
import type { World } from '../../store/worlds'
import { sceneLabels } from '../canvas-pane/drop-words'
import { labStore } from '../lab'
import styles from './Worlds.module.css'

const NOTHING = () => undefined

/** The picture of one world, on the clock of all. It is to be looked at; edits are made in the lab itself. */
export function WorldCanvas({
  world: { picture, timeline },
  label,
}: {
  readonly world: World
  readonly label: string
}) {
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!stage.current) return
    const canvas = createCanvas(stage.current, {
      onSelect: NOTHING,
      onPodClick: NOTHING,
      onDragOver: () => ({ label: '', allowed: false }),
      onDropNode: NOTHING,
      onMoveWithin: NOTHING,
      onDropPod: NOTHING,
      onContextMenu: NOTHING,
    })
    const { probe } = labStore.getState()
    const highlighted = probe ? [probe.from, probe.to].map((host) => elementOfHost(picture, host)) : []
    const play = () => canvas.play(timeline && sceneAt(timeline, labStore.getState().playheadMs), sceneLabels())
    canvas.update(picture, { highlighted })
    play()
    const unsubscribe = labStore.subscribe((state, before) => state.playheadMs !== before.playheadMs && play())
    const themes = new MutationObserver(() => canvas.setTheme(themeFrom(document.documentElement)))
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      unsubscribe()
      themes.disconnect()
      canvas.destroy()
    }
  }, [picture, timeline])
  return <div ref={stage} className={styles.stage} role="img" aria-label={label} />
}
