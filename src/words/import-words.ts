import i18next from 'i18next'
import { importIssues } from './en/import-issue'
import { importReport } from './en/import-report'

/** Adds what is said of an import to the catalogue in force; most people never make one. */
export function addImportWords(): void {
  i18next.addResourceBundle('en', 'translation', { ...importReport, issue: importIssues }, true, true)
}
