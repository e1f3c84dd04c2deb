import type { StateCreator } from 'zustand/vanilla'
import type { HostName, Session } from '../terminal/command'
import type { Chunk } from '../terminal/output'
import type { Said } from '../words/said'
import type { LabStore } from './create-lab-store'
import { withChange } from './lab-slice'
import type { LabState, SentProbe } from './lab-state'
import { warningNotice } from './new-warnings'
import type { TerminalEntry } from './terminal-entry'

/** Older lines leave the screens' memory; the shells keep their history. */
const MAX_ENTRIES = 1000

type Kept = 'terminals' | 'terminalInFront' | 'files' | 'shells' | 'terminalEntries' | 'memory' | 'sent'

/** What the terminals share: who is open, what was typed and printed, and the session that goes on from line to line. */
export interface TerminalSlice extends Pick<LabState, Kept> {
  /** Opens it, or brings it to the front. */
  openTerminal(host: HostName): void
  closeTerminal(host: HostName): void
  /** A line begins; its number is for `printed`. */
  typed(host: HostName, line: string): number
  /** What terminals heard of the canvas: a ping, as the line that sends it; of an edit, a line that does nothing. */
  heard(host: HostName, line: string): void
  /** More of its output; with an exit code the line is over. */
  printed(id: number, chunks: readonly Chunk[], exitCode?: number): void
  /** Empties a terminal's screen. */
  clearTerminal(host: HostName): void
  /** What a line left behind. A changed lab is one undo step, by that name. */
  adoptSession(session: Session, edit: Said): void
  /** Shows a packet that was sent in a terminal. */
  showSent(sent: Omit<SentProbe, 'document'>): void
}

export const createTerminalSlice: StateCreator<LabStore, [], [], TerminalSlice> = (set, get) => ({
  terminals: [],
  terminalInFront: undefined,
  files: {},
  shells: {},
  terminalEntries: [],
  memory: undefined,
  sent: undefined,

  openTerminal: (host) => {
    const { terminals } = get()
    set({
      terminals: terminals.includes(host) ? terminals : [...terminals, host],
      terminalInFront: host,
      dockTab: 'terminal',
    })
    get().foldPanel('dock', false)
  },
  closeTerminal: (host) => {
    const { terminals, terminalInFront } = get()
    const index = terminals.indexOf(host)
    const left = terminals.filter((each) => each !== host)
    const inFront = terminalInFront === host ? left[Math.max(index - 1, 0)] : terminalInFront
    set({ terminals: left, terminalInFront: inFront })
    get().clearTerminal(host)
  },
  typed: (host, line) => {
    const { terminalEntries, document, files } = get()
    const last = terminalEntries.at(-1)
    const id = (last?.id ?? 0) + 1
    const isLabEdited = last !== undefined && last.labAfter !== document
    const before = { document, files }
    const entry: TerminalEntry = { id, host, line, chunks: [], before, isLabEdited, labAfter: document }
    set({ terminalEntries: [...terminalEntries, entry].slice(-MAX_ENTRIES) })
    return id
  },
  heard: (host, line) => {
    const id = get().typed(host, line)
    const mark = { exitCode: 0, endedAfter: id, isOffScreen: true, isFromCanvas: true } as const
    set({ terminalEntries: get().terminalEntries.map((entry) => (entry.id === id ? { ...entry, ...mark } : entry)) })
  },
  printed: (id, chunks, exitCode) => {
    const { terminalEntries, document } = get()
    const newest = terminalEntries.at(-1)?.id ?? id
    const end = exitCode === undefined ? {} : { exitCode, endedAfter: newest }
    const grown = (entry: TerminalEntry): TerminalEntry => ({
      ...entry,
      ...(entry.id === id && { chunks: [...entry.chunks, ...chunks], ...end }),
      ...(entry.id === newest && { labAfter: document }),
    })
    set({
      terminalEntries: terminalEntries.map((entry) => (entry.id === id || entry.id === newest ? grown(entry) : entry)),
    })
  },
  clearTerminal: (host) => {
    const { terminalEntries } = get()
    const left = terminalEntries.map(
      (entry): TerminalEntry =>
        entry.host === host && entry.exitCode !== undefined ? { ...entry, isOffScreen: true } : entry,
    )
    set({ terminalEntries: left })
  },
  adoptSession: ({ document, memory, files, shells }, edit) => {
    const state = get()
    const kept = { memory, files: files ?? {}, shells: shells ?? {} }
    if (document === state.document) return set(kept)
    const notice = warningNotice(state.document, document)
    set({ ...kept, document, edit, notice, announcement: edit, aim: undefined, ...withChange(state, edit) })
    get().restart()
  },
  showSent: (sent) => {
    set({
      probe: sent.probe,
      sent: { ...sent, document: get().document },
      aim: undefined,
      welcomed: true,
      following: true,
    })
    get().restart()
  },
})
