import type { Steps } from './machine'

/** An answer that takes no steps. */
export function* now<T>(value: T): Steps<T> {
  yield* []
  return value
}
