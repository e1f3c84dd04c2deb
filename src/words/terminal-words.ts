import i18next from 'i18next'
import { terminal } from './en/terminal'

/** Adds what the lab says in terminals to the catalogue in force; they are opened later than all else, if at all. */
export function addTerminalWords(): void {
  i18next.addResourceBundle('en', 'translation', terminal, true, true)
}
