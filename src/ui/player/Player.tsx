import { Columns3, LocateFixed, Pause, Play, RotateCcw, StepBack, StepForward, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectFlows } from '../../store/flows'
import { SPEEDS } from '../../store/lab-state'
import { CheckMark } from '../controls/CheckMark'
import { IconButton } from '../controls/IconButton'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'
import { useReducedMotion, useTouch } from '../use-media'
import { useMoment } from '../use-moment'
import '../flows/flow-words'
import '../worlds/world-words'
import styles from './Player.module.css'
import { Scrubber } from './Scrubber'

/** Plays the ping, and goes through it step by step. Space plays and pauses while the focus is in here. */
export function Player() {
  const { t } = useTranslation()
  const current = useMoment()
  const playing = useLab((state) => state.playing)
  const reduced = useReducedMotion()
  const touch = useTouch()
  const still = useLab((state) => state.motion === 'still') || reduced
  const probe = useLab((state) => state.probe)
  const several = useLab((state) => selectFlows(state).length > 1)
  if (!current) return null
  const { timeline, moment } = current
  const { play, pause, step, clearProbe, sendProbe, restart } = actions()
  return (
    <section className={styles.player} aria-label={t('player.label')}>
      <IconButton icon={StepBack} label={t('player.back')} onClick={() => step(-1)} />
      <IconButton
        icon={playing ? Pause : Play}
        label={t(playing ? 'player.pause' : 'player.play')}
        onClick={playing ? pause : play}
      />
      <IconButton icon={StepForward} label={t('player.forward')} onClick={() => step(1)} />
      <SpeedMenu />
      <Scrubber timeline={timeline} />
      <p className={styles.position}>
        {t('player.positionText', { step: moment.index + 1, steps: timeline.moments.length })}
      </p>
      {still && !playing && <p className={styles.still}>{t(touch ? 'player.stillTouch' : 'player.still')}</p>}
      <FollowButton />
      <WorldsButton />
      <IconButton
        icon={RotateCcw}
        label={t('steps.again')}
        onClick={() => (several ? restart() : probe && sendProbe({ ...probe }))}
      />
      <IconButton icon={X} label={t('steps.clear')} onClick={clearProbe} />
    </section>
  )
}

/** The canvas goes with the packet, near enough to see inside the machines. */
function FollowButton() {
  const { t } = useTranslation()
  const camera = useLab((state) => state.camera)
  return (
    <IconButton
      icon={LocateFixed}
      label={t('flows.follow')}
      aria-pressed={camera === 'follow'}
      className={camera === 'follow' ? styles.pressed : undefined}
      onClick={() => actions().show({ camera: camera === 'follow' ? 'free' : 'follow' })}
    />
  )
}

function WorldsButton() {
  const { t } = useTranslation()
  const open = useLab((state) => state.worldsOpen)
  return (
    <IconButton
      icon={Columns3}
      label={t('worlds.open')}
      aria-pressed={open}
      className={open ? styles.pressed : undefined}
      onClick={() => actions().show({ worldsOpen: !open })}
    />
  )
}

function SpeedMenu() {
  const { t } = useTranslation()
  const speed = useLab((state) => state.speed)
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.speed} aria-label={t('player.speed', { speed })}>
        {t('player.speedIs', { speed })}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.content} sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={String(speed)}>
            {SPEEDS.map((choice) => (
              <DropdownMenu.RadioItem
                key={choice}
                value={String(choice)}
                className={menu.item}
                onSelect={() => actions().setSpeed(choice)}
              >
                <CheckMark />
                {t('player.speedIs', { speed: choice })}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
