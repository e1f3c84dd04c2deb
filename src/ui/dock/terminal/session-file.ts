import { writeTranscript } from '../../../io/transcript'
import { selectCluster } from '../../../store/derived'
import { sessionTranscript } from '../../../store/session-transcript'
import { markdownOf } from '../../../terminal/transcript/markdown'
import { say } from '../../../words/i18n'
import { download } from '../../download'
import { actions } from '../../lab'
import { plainChunks } from './shown-chunks'

/** What was typed in all terminals since the page was opened, as a file. */
export function saveSession(kind: 'markdown' | 'transcript'): void {
  const state = actions()
  const transcript = sessionTranscript(state, plainChunks)
  const lab = selectCluster(state).underlay.name
  if (kind === 'transcript') return download(`${lab}-session.yaml`, 'application/yaml', writeTranscript(transcript))
  const title = say({ key: 'terminalPanel.sessionTitle', params: { lab } })
  download(`${lab}-session.md`, 'text/markdown', markdownOf(title, transcript))
}
