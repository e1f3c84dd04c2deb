import { onFirstInput } from './on-first-input'

type Tolls = typeof import('./preview/tolls')

let loaded: Tolls | undefined

/** What compares labs, pair by pair: fetched with the first touch, since nothing is compared before. */
export async function loadTolls(): Promise<Tolls> {
  loaded ??= await import('./preview/tolls')
  return loaded
}

onFirstInput(loadTolls)

/** For who cannot wait; undefined until it is there. */
export const tollsNow = (): Tolls | undefined => loaded
