import { Tabs } from 'radix-ui'
import tabs from '../controls/tabs.module.css'
import { LazyCaptures } from './captures/LazyCaptures'
import { LazyChanges } from './changes/LazyChanges'
import { LazyDoctor } from './doctor/LazyDoctor'
import { LazyDrift } from './drift/LazyDrift'
import { LazyMatrix } from './matrix/LazyMatrix'
import { Steps } from './steps/Steps'
import { LazyTerminal } from './terminal/LazyTerminal'
import { LazyTimeline } from './timeline/LazyTimeline'
import { LazyYaml } from './yaml/LazyYaml'

/** What is behind the dock's tabs, wherever the tabs are. */
export function DockContents() {
  return (
    <>
      <Tabs.Content className={tabs.content} value="steps">
        <Steps />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="timeline">
        <LazyTimeline />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="captures">
        <LazyCaptures />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="matrix">
        <LazyMatrix />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="changes">
        <LazyChanges />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="doctor">
        <LazyDoctor />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="drift">
        <LazyDrift />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="yaml">
        <LazyYaml />
      </Tabs.Content>
      <Tabs.Content className={tabs.content} value="terminal">
        <LazyTerminal />
      </Tabs.Content>
    </>
  )
}
