import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CARRIED_ID, readCarried } from '../../io/lab-page'
import { startWords } from '../../words/i18n'
import { labStore } from '../lab'
import { applyTheme } from '../theme'
import '../tokens.css'

// What a lab's own page starts with (`io/lab-page.ts`); the build puts it and all that it needs into that one file.
startWords()
// These add words of their own to the catalogue, which must be there.
const [{ EmbedApp }, { openShared }] = await Promise.all([import('./EmbedApp'), import('../share/open-shared')])
const carried = readCarried(document.getElementById(CARRIED_ID)?.textContent ?? '')
if (carried) openShared(carried)
applyTheme(labStore)
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{<EmbedApp mode={carried?.mode ?? 'play'} alone />}</StrictMode>)
