import { Tooltip } from 'radix-ui'
import styles from './App.module.css'
import { CrashBoundary } from './crash/CrashBoundary'
import { LazyHelp } from './help/LazyHelp'
import { useKeys } from './keys/use-keys'
import { CompactLayout } from './layout/CompactLayout'
import { WideLayout } from './layout/WideLayout'
import { LiveRegion } from './notice/LiveRegion'
import { usePlayerClock } from './player/use-player-clock'
import { TopBar } from './top-bar/TopBar'
import { useCompact } from './use-media'

function Screen() {
  const compact = useCompact()
  useKeys()
  usePlayerClock()
  return (
    <div className={styles.screen}>
      <TopBar compact={compact} />
      {compact ? <CompactLayout /> : <WideLayout />}
      <LiveRegion />
      <LazyHelp />
    </div>
  )
}

export function App() {
  return (
    <CrashBoundary>
      <Tooltip.Provider delayDuration={400}>
        <Screen />
      </Tooltip.Provider>
    </CrashBoundary>
  )
}
