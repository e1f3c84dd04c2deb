import type { ITerminalAddon, Terminal } from '@xterm/xterm'
import type { LabStoreApi } from '../../../store/create-lab-store'
import type { TerminalEntry } from '../../../store/terminal-entry'
import type { Terminals } from '../../../store/terminals'
import type { HostName } from '../../../terminal/command'
import { completions } from '../../../terminal/complete-line'
import { isComplete } from '../../../terminal/shell/parse-script'
import { drawLine } from '../../../terminal/typing/draw-line'
import { type Key, keysIn } from '../../../terminal/typing/keys'
import { EMPTY_LINE, lineText, pressed, type TypedLine, type Wanted } from '../../../terminal/typing/line-editor'
import { inColumns, tabbed } from '../../../terminal/typing/tab-key'
import { say } from '../../../words/i18n'
import { CONTINUATION, promptOf } from './prompt'
import { shownChunks } from './shown-chunks'

/** More is no command line but a file; it would only keep the page busy. */
const MAX_PASTE_LENGTH = 200_000
/** Keys handled before the page gets to draw again. */
const KEYS_AT_ONCE = 200
/** readline's `completion-query-items`. */
const MAX_LISTED = 99

/**
 * Joins one terminal's screen to the store: keys become lines, lines are run, and what is printed is written. It is an
 * addon of xterm, and ends with it.
 */
export class ScreenSession implements ITerminalAddon {
  private terminal: Terminal | undefined
  private line: TypedLine = EMPTY_LINE
  /** Lines before this one of a command that is not complete yet. */
  private earlier = ''
  private row = 0
  /** What was typed or pasted and is not dealt with yet. */
  private readonly keys: Key[] = []
  private isHandling = false
  /** Tab was the last key, and changed nothing. */
  private isTabbed = false
  /** Candidates that are too many to be listed without a question. */
  private offered: readonly string[] | undefined
  /** How much of each line's output is on the screen. */
  private readonly written = new Map<number, number>()
  private readonly stops: (() => void)[] = []

  constructor(
    private readonly store: LabStoreApi,
    private readonly terminals: Terminals,
    private readonly host: HostName,
  ) {}

  activate(terminal: Terminal): void {
    this.terminal = terminal
    for (const entry of this.entries()) this.showEntry(entry, true)
    this.draw()
    const typing = terminal.onData((data) => this.take(data))
    const resizing = terminal.onResize(() => this.draw())
    const watching = this.store.subscribe((state, before) => {
      if (state.terminalEntries !== before.terminalEntries) this.follow()
    })
    this.stops.push(
      () => typing.dispose(),
      () => resizing.dispose(),
      watching,
    )
  }

  dispose(): void {
    for (const stop of this.stops) stop()
    this.terminal = undefined
  }

  /** Whether Tab would complete nothing and may go on to the next control. */
  isEmpty(): boolean {
    return lineText(this.line) === '' && this.earlier === ''
  }

  /** Types a line and runs it, as if by hand. */
  run(text: string): void {
    this.take(`${text}\r`)
  }

  private entries(): readonly TerminalEntry[] {
    return this.store.getState().terminalEntries.filter(({ host, isOffScreen }) => host === this.host && !isOffScreen)
  }

  private history(): readonly string[] {
    return this.store.getState().shells[this.host]?.history ?? []
  }

  private prompt(): string {
    return this.earlier === '' ? promptOf(this.host, this.store.getState().shells[this.host]?.directory) : CONTINUATION
  }

  private take(data: string): void {
    if (data.length > MAX_PASTE_LENGTH) {
      this.terminal?.write(`\r\n${say({ key: 'terminalPanel.tooLong', params: { limit: MAX_PASTE_LENGTH } })}\r\n`)
      this.row = 0
      this.draw()
      return
    }
    this.keys.push(...keysIn(data))
    if (!this.isHandling) this.handle()
  }

  /** Some keys at a time, so that a long paste leaves the page alive; a busy line keeps all but Ctrl-C waiting. */
  private handle(): void {
    this.isHandling = true
    for (let count = 0; count < KEYS_AT_ONCE; count += 1) {
      if (this.terminals.isBusy(this.host)) {
        const interrupt = this.keys.findIndex((key) => key.kind === 'control' && key.name === 'interrupt')
        if (interrupt < 0) break
        this.keys.splice(0, interrupt + 1)
        this.terminal?.write('^C\r\n')
        this.terminals.interrupt(this.host)
        this.draw()
        continue
      }
      const key = this.keys.shift()
      if (!key) break
      this.press(key)
    }
    this.isHandling = this.keys.length > 0 && !this.terminals.isBusy(this.host)
    if (this.isHandling) setTimeout(() => this.terminal && this.handle())
  }

  private press(key: Key): void {
    if (this.offered) return this.answerOffer(this.offered, key)
    if (key.kind === 'text' || key.name !== 'tab') this.isTabbed = false
    const { line, wanted } = pressed(this.line, key, this.history())
    this.line = line
    if (wanted) this.answer(wanted)
    else this.draw()
  }

  private answer(wanted: Wanted): void {
    switch (wanted) {
      case 'run':
        return this.enter()
      case 'interrupt':
        this.write('^C\r\n')
        this.line = EMPTY_LINE
        this.earlier = ''
        return this.draw()
      case 'clear':
        this.terminal?.clear()
        this.row = 0
        return this.draw()
      case 'complete':
        return this.complete()
      case 'leave':
        return this.store.getState().closeTerminal(this.host)
    }
  }

  private enter(): void {
    const text = this.earlier + lineText(this.line)
    this.line = { ...this.line, before: lineText(this.line), after: '' }
    this.draw()
    this.write('\r\n')
    this.line = { ...EMPTY_LINE, killed: this.line.killed }
    if (!isComplete(text)) {
      this.earlier = `${text}\n`
      return this.draw()
    }
    this.earlier = ''
    if (text.trim() !== '') this.terminals.type(this.host, text)
    if (!this.terminals.isBusy(this.host)) this.draw()
  }

  private complete(): void {
    const { document, memory, files, shells } = this.store.getState()
    const session = { document, files, shells, ...(memory ? { memory } : {}) }
    const { earlier, line } = this
    const found = completions(session, this.host, earlier + line.before)
    const { line: next, list } = tabbed(line, { ...found, from: found.from - earlier.length }, this.isTabbed)
    this.isTabbed = next === line && list === undefined
    this.line = next
    if (!list) return this.draw()
    if (list.length <= MAX_LISTED) return this.list(list)
    this.offered = list
    this.write(`\r\nDisplay all ${list.length} possibilities? (y or n)`)
  }

  /** What Tab found, under the line; then the line again. */
  private list(names: readonly string[]): void {
    this.write(`\r\n${inColumns(names, this.terminal?.cols ?? 80).replaceAll('\n', '\r\n')}`)
    this.draw()
  }

  /** The answer to readline's question whether it is to list as many. */
  private answerOffer(names: readonly string[], key: Key): void {
    const isYes = key.kind === 'text' ? /^[y ]/i.test(key.text) : key.name === 'tab'
    const isNo = key.kind === 'text' ? /^n/i.test(key.text) : /^(delete|backspace|interrupt|give-up)$/.test(key.name)
    if (!isYes && !isNo) return
    this.offered = undefined
    if (isYes) return this.list(names)
    this.write('\r\n')
    this.draw()
  }

  /** Writes what came out since: of the line that runs here, or of one that was heard to end. */
  private follow(): void {
    const entries = this.entries()
    if (entries.length === 0 && this.written.size > 0) return this.wipe()
    for (const entry of entries) this.showEntry(entry, false)
  }

  private wipe(): void {
    this.written.clear()
    this.terminal?.reset()
    this.row = 0
    this.draw()
  }

  private showEntry(entry: TerminalEntry, isReplay: boolean): void {
    const known = this.written.get(entry.id)
    if (isReplay) this.write(`${promptOf(this.host)}${entry.line.replaceAll('\n', `\r\n${CONTINUATION}`)}\r\n`)
    const from = known ?? 0
    if (known === undefined || entry.chunks.length > from) this.write(shownChunks(entry.chunks.slice(from)))
    this.written.set(entry.id, entry.chunks.length)
    // A line that was heard to end elsewhere, `tcpdump -c 3` say, leaves the prompt to be drawn, and keys that waited.
    if (entry.exitCode !== undefined && known !== undefined && known < entry.chunks.length && !this.isHandling) {
      this.draw()
      if (this.keys.length > 0) this.handle()
    }
  }

  private write(text: string): void {
    this.terminal?.write(text)
    this.row = 0
  }

  private draw(): void {
    if (!this.terminal || this.terminals.isBusy(this.host)) return
    const { output, row } = drawLine(this.prompt(), this.line, this.terminal.cols, this.row)
    this.terminal.write(output)
    this.row = row
  }
}
