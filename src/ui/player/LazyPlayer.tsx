import { lazy, Suspense } from 'react'
import { onFirstInput } from '../on-first-input'
import styles from './Player.module.css'

const load = () => import('./Player')
onFirstInput(load)

/** Before the first ping there is nothing to play. */
const Player = lazy(async () => ({ default: (await load()).Player }))

export function LazyPlayer() {
  return (
    <Suspense fallback={<div className={styles.player} />}>
      <Player />
    </Suspense>
  )
}
