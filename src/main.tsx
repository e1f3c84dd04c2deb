import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepLab, restoreLab } from './store/keep-lab'
import { App } from './ui/App'
import { embedMode } from './ui/embed/embed-mode'
import { keepOffline } from './ui/keep-offline'
import { labStore, openOnFirstNode } from './ui/lab'
import { onFirstInput } from './ui/on-first-input'
import { followLinks } from './ui/share/follow-links'
import './ui/tokens.css'
import { applyTheme } from './ui/theme'
import { startWords } from './words/i18n'

startWords()
keepOffline()
const mode = embedMode(location.search)
if (!mode) {
  openOnFirstNode(labStore)
  await restoreLab(labStore)
  keepLab(labStore, async () => (await import('./ui/keep/keep-elsewhere')).keeper)
}
onFirstInput(async () => (await import('./store/light-history')).keepHistoryLight(labStore.temporal))
await followLinks()
applyTheme(labStore)
const EmbedApp = mode && (await import('./ui/embed/EmbedApp')).EmbedApp
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{EmbedApp ? <EmbedApp mode={mode} /> : <App />}</StrictMode>)
