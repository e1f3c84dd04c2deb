import { lazy, Suspense } from 'react'
import { whenIdle } from '../when-idle'
import styles from './Player.module.css'

const load = () => import('./Player')
whenIdle(load)

/** Before the first ping there is nothing to play. */
const Player = lazy(async () => ({ default: (await load()).Player }))

export function LazyPlayer() {
  return (
    <Suspense fallback={<div className={styles.player} />}>
      <Player />
    </Suspense>
  )
}
