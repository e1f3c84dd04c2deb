import { onFirstInput } from './on-first-input'

type Differences = typeof import('../store/differences')

let loaded: Differences | undefined

/** What compares labs, pair by pair: fetched with the first touch, since nothing is compared before. */
export async function loadDifferences(): Promise<Differences> {
  loaded ??= await import('../store/differences')
  return loaded
}

onFirstInput(loadDifferences)

/** For who cannot wait; undefined until it is there. */
export const differencesNow = (): Differences | undefined => loaded
