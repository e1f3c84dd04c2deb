import { isShareFragment } from '../../io/share-fragment'

/** Opens the lab that the page's address brings, and takes it out of the address: a reload must not undo what is done since. */
async function openAddressed(): Promise<void> {
  const { hash, pathname, search } = location
  if (!isShareFragment(hash)) return
  history.replaceState(history.state, '', pathname + search)
  const { openLink } = await import('./open-link')
  openLink(hash)
}

/** Now, and whenever another link is followed in this tab. */
export async function followLinks(): Promise<void> {
  addEventListener('hashchange', () => void openAddressed())
  await openAddressed()
}
