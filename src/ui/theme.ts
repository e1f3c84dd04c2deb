import type { LabStoreApi } from '../store/create-lab-store'

/** Keeps `data-theme` on the root element as the user, or else the system, would have it. */
export function applyTheme(store: LabStoreApi): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const { theme } = store.getState()
    const inForce = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    if (document.documentElement.dataset.theme !== inForce) document.documentElement.dataset.theme = inForce
  }
  apply()
  dark.addEventListener('change', apply)
  store.subscribe((state, before) => state.theme !== before.theme && apply())
}
