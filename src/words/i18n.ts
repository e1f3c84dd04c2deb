import i18next, { type ParseKeys } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en'
import type { LaterWords } from './later'
import type { Said } from './said'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & LaterWords }
  }
}

/** Starts the catalogue; it is at hand when this returns. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}

/** The sentence in the language in force; what fills its gaps may be sentences too. */
export function say({ key, params = {} }: Said): string {
  const filled = Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? say(value) : value])
  return i18next.t(key as ParseKeys, Object.fromEntries(filled))
}
