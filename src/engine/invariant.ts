/** A fault of ours, never of the user's input: thrown, and met by the error boundary. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** @throws InvariantError with `message` if `condition` does not hold. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** Ends a `switch` over a union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected ${JSON.stringify(value)}`)
}
