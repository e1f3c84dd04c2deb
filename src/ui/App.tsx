import styles from './App.module.css'
import { LazyTipLayer } from './controls/LazyTipLayer'
import { CrashBoundary } from './crash/CrashBoundary'
import { LazyHelp } from './help/LazyHelp'
import { LazyImport } from './import/LazyImport'
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
      <LazyImport />
    </div>
  )
}

export function App() {
  return (
    <CrashBoundary>
      <Screen />
      <LazyTipLayer />
    </CrashBoundary>
  )
}
