import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Terminals } from '../../../store/terminals'
import type { HostName } from '../../../terminal/command'
import { labStore } from '../../lab'
import { machineName } from './prompt'
import { ScreenSession } from './screen-session'
import styles from './Terminal.module.css'
import { foundColours, xtermTheme } from './xterm-theme'

interface Props {
  readonly host: HostName
  readonly terminals: Terminals
  readonly inFront: boolean
  readonly sought: Sought | undefined
  readonly onSearch: () => void
  readonly onFound: (found: Found) => void
}

/** What is looked for on the screen; `fresh`: it was just typed. Each asking is an object of its own. */
export interface Sought {
  readonly text: string
  readonly way: 'fresh' | 'next' | 'previous'
}

/** Which of the places it was found in is looked at. */
export interface Found {
  readonly index: number
  readonly count: number
}

interface Made {
  readonly terminal: Terminal
  readonly fit: FitAddon
  readonly search: SearchAddon
}

/** Keys that stay the page's: copy while something is selected, paste, search, and the way out. */
function isForScreen(event: KeyboardEvent, terminal: Terminal, session: ScreenSession, onSearch: () => void): boolean {
  if (event.type !== 'keydown') return true
  const withControl = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (withControl && key === 'c' && (terminal.hasSelection() || event.shiftKey)) return false
  if (withControl && key === 'v') return false
  if (withControl && key === 'f') {
    event.preventDefault()
    onSearch()
    return false
  }
  return !(key === 'tab' && (event.shiftKey || session.isEmpty()))
}

/** One host's terminal. It stays while another is in front, and writes on. */
export function Screen({ host, terminals, inFront, sought, onSearch, onFound }: Props) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const [made, setMade] = useState<Made>()

  useEffect(() => {
    if (!frame.current) return
    const terminal = new Terminal({
      allowProposedApi: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      fontSize: 12,
      lineHeight: 1.25,
      cursorBlink: false,
      scrollback: 5000,
      minimumContrastRatio: 4.5,
      screenReaderMode: true,
      theme: xtermTheme(),
    })
    const fit = new FitAddon()
    const search = new SearchAddon()
    const session = new ScreenSession(labStore, terminals, host)
    terminal.loadAddon(fit)
    terminal.loadAddon(search)
    terminal.open(frame.current)
    terminal.attachCustomKeyEventHandler((event) => isForScreen(event, terminal, session, onSearch))
    fit.fit()
    terminal.loadAddon(session)
    const resizes = new ResizeObserver(() => fit.fit())
    resizes.observe(frame.current)
    const themes = new MutationObserver(() => {
      terminal.options.theme = xtermTheme()
    })
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    setMade({ terminal, fit, search })
    return () => {
      resizes.disconnect()
      themes.disconnect()
      terminal.dispose()
      setMade(undefined)
    }
  }, [host, terminals, onSearch])

  const isSearching = sought !== undefined
  useEffect(() => {
    if (inFront && made && !isSearching) made.terminal.focus()
  }, [inFront, made, isSearching])

  useEffect(() => {
    if (!inFront || !made) return
    const { search } = made
    if (!sought || sought.text === '') return search.clearDecorations()
    const results = search.onDidChangeResults(({ resultIndex, resultCount }) =>
      onFound({ index: resultIndex, count: resultCount }),
    )
    const options = { decorations: foundColours(), incremental: sought.way === 'fresh' }
    if (sought.way === 'next') search.findNext(sought.text, options)
    else search.findPrevious(sought.text, options)
    return () => results.dispose()
  }, [inFront, made, sought, onFound])

  return (
    <section
      ref={frame}
      className={styles.screen}
      hidden={!inFront}
      aria-label={t('terminalPanel.of', { host: machineName(host) })}
    />
  )
}
