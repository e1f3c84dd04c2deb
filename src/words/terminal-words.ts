import { addWords } from './add-words'
import { terminal } from './en/terminal'
import { terminalPanel } from './en/terminal-panel'
import { whyEmpty } from './en/why-empty'

/** Adds what the lab says in terminals, and their panel's words; they are opened later than all else, if at all. */
export function addTerminalWords(): void {
  addWords(terminal)
  addWords(terminalPanel)
  addWords(whyEmpty)
}
