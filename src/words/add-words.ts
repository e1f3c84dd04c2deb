import i18next from 'i18next'

/** Adds a panel's words to the catalogue in force; a panel that is loaded later brings its own. */
export function addWords(catalogue: object): void {
  i18next.addResourceBundle('en', 'translation', catalogue, true, true)
}
